package dev.braid.benchmarks.loop;

import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Intents of one connection each between sites by chance, as intent-service writes them. */
final class LoopOrders {
    /** Above what any path of the network takes by itself. */
    static final long PROMISED_US = 400_000;

    private static final String TENANT = "bench";
    private static final long BANDWIDTH_BPS = 20_000_000;

    private LoopOrders() {}

    static void send(KafkaProducer<String, byte[]> producer, List<String> sites, int count) {
        Random random = new Random(11);
        for (int number = 0; number < count; number++) {
            int from = random.nextInt(sites.size());
            int to = (from + 1 + random.nextInt(sites.size() - 1)) % sites.size();
            producer.send(record(number, sites.get(from), sites.get(to)));
        }
        producer.flush();
    }

    private static ProducerRecord<String, byte[]> record(int number, String from, String to) {
        String key = TENANT + ".i" + number;
        Instant now = Instant.now();
        IntentEvent event = IntentEvent.newBuilder()
                .setIntentKey(key)
                .setTenantId(TENANT)
                .setIntentId("i" + number)
                .setGeneration(1)
                .setOccurTime(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setRequested(IntentRequested.newBuilder()
                        .addConnections(RequestedConnection.newBuilder()
                                .setConnectionId(key + ".1")
                                .setDemand(Demand.newBuilder()
                                        .setALocationId(from)
                                        .setZLocationId(to)
                                        .setBandwidthBps(BANDWIDTH_BPS)
                                        .setObjectives(Objectives.newBuilder()
                                                .setMetric(Metric.METRIC_LATENCY)
                                                .setMaxLatencyUs(PROMISED_US)))))
                .build();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.INTENTS.topicName(), key, event.toByteArray());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", key + "/1");
        header(record, "ce_source", "/braid/intent-service");
        header(record, "ce_type", event.getDescriptorForType().getFullName());
        header(record, "ce_subject", key);
        header(record, "ce_time", now.toString());
        header(record, "content-type", "application/protobuf");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
