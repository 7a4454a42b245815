package dev.braid.benchmarks.planning;

import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Intents of one connection each, between sites by chance, with 1 to 20 Mbit/s; half want the least latency, half the
 * least price. Their headers are as large as those of intent-service.
 */
final class IntentLoad {
    private static final String TENANT = "bench";
    private static final double MOST_MBPS = 20;

    private static final int PRIORITIES = 8;

    private final int sites;
    private final boolean mixed;
    private final Random random = new Random(7);
    private int made;

    IntentLoad(int sites) {
        this(sites, false);
    }

    private IntentLoad(int sites, boolean mixed) {
        this.sites = sites;
        this.mixed = mixed;
    }

    /** The same with every priority there is, each as often. */
    static IntentLoad ofAllPriorities(int sites) {
        return new IntentLoad(sites, true);
    }

    /** The number of the connection in the order in which they were made. */
    static int number(String connectionId) {
        return Integer.parseInt(connectionId, TENANT.length() + 2, connectionId.length() - 2, 10);
    }

    /** How many were made. */
    int made() {
        return made;
    }

    /** The next ones, on this topic. */
    ProducerRecord<String, byte[]>[] next(int count, String topic) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        ProducerRecord<String, byte[]>[] records = new ProducerRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = record(made++, topic);
        }
        return records;
    }

    private ProducerRecord<String, byte[]> record(int number, String topic) {
        String intentId = "i" + number;
        String key = TENANT + "." + intentId;
        Instant now = Instant.now();
        int from = random.nextInt(sites);
        int to = (from + 1 + random.nextInt(sites - 1)) % sites;
        long bandwidthBps = (long) (1_000_000 * Math.pow(MOST_MBPS, random.nextDouble()));
        Demand.Builder demand = Demand.newBuilder()
                .setALocationId(WanElements.location(from))
                .setZLocationId(WanElements.location(to))
                .setBandwidthBps(bandwidthBps)
                .setObjectives(Objectives.newBuilder()
                        .setMetric(random.nextBoolean() ? Metric.METRIC_LATENCY : Metric.METRIC_PRICE));
        if (mixed) {
            int priority = random.nextInt(PRIORITIES);
            demand.setPriority(Priority.newBuilder().setSetup(priority).setHold(priority));
        }
        IntentEvent event = IntentEvent.newBuilder()
                .setIntentKey(key)
                .setTenantId(TENANT)
                .setIntentId(intentId)
                .setGeneration(1)
                .setOccurTime(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setRequested(IntentRequested.newBuilder()
                        .addConnections(RequestedConnection.newBuilder()
                                .setConnectionId(key + ".1")
                                .setDemand(demand)))
                .build();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, event.toByteArray());
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

    /** The next ones for path computation. */
    ProducerRecord<String, byte[]>[] next(int count) {
        return next(count, Topic.INTENTS.topicName());
    }
}
