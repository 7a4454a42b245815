package dev.braid.path.planning;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.domain.route.Demand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of its own for one test class, and the other services' side of its topics. */
final class TestBroker implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final KafkaProducer<String, byte[]> producer;

    TestBroker(Path folder) throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
        Topics.create(kafka.bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    String address() {
        return kafka.bootstrapServers();
    }

    void send(Topic topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void send(Topic topic, String key, Message message) {
        send(topic, key, message.toByteArray());
    }

    /** Whatever is small when it is compressed. */
    void sendCompressed(Topic topic, String key, byte[] value) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                address(),
                "compression.type",
                "gzip",
                "max.request.size",
                16 << 20,
                "linger.ms",
                0);
        try (KafkaProducer<String, byte[]> compressing =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            compressing
                    .send(new ProducerRecord<>(topic.topicName(), key, value))
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void request(String intentId, long generation, Demand... demands) {
        send(Topic.INTENTS, "acme." + intentId, requested(intentId, generation, demands));
    }

    static IntentEvent requested(String intentId, long generation, Demand... demands) {
        IntentRequested.Builder requested = IntentRequested.newBuilder();
        for (Demand demand : demands) {
            requested.addConnections(RequestedConnection.newBuilder()
                    .setConnectionId("acme." + intentId + "." + (requested.getConnectionsCount() + 1))
                    .setDemand(DemandProto.message(demand)));
        }
        return intent(intentId, generation).setRequested(requested).build();
    }

    void terminate(String intentId, long generation) {
        send(Topic.INTENTS, "acme." + intentId, terminated(intentId, generation));
    }

    static IntentEvent terminated(String intentId, long generation) {
        return intent(intentId, generation)
                .setTerminated(IntentTerminated.getDefaultInstance())
                .build();
    }

    /** Sends it without waiting until it has arrived. */
    void post(String intentId, IntentEvent event) {
        producer.send(new ProducerRecord<>(Topic.INTENTS.topicName(), "acme." + intentId, event.toByteArray()));
    }

    private static IntentEvent.Builder intent(String intentId, long generation) {
        return IntentEvent.newBuilder()
                .setIntentKey("acme." + intentId)
                .setTenantId("acme")
                .setIntentId(intentId)
                .setGeneration(generation)
                .setOccurTime(timestamp(Instant.now()));
    }

    void activated(String connection, long revision, long sequence) {
        send(
                Topic.PROVISIONING,
                "acme." + connection,
                ProvisioningEvent.newBuilder()
                        .setConnectionId("acme." + connection)
                        .setIntentKey("acme." + connection.substring(0, connection.lastIndexOf('.')))
                        .setTenantId("acme")
                        .setRevision(revision)
                        .setSequence(sequence)
                        .setOccurTime(timestamp(Instant.now()))
                        .setActivated(ConnectionActivated.getDefaultInstance())
                        .build());
    }

    void measured(String linkId, long latencyUs) {
        send(
                Topic.LINK_METRICS,
                linkId,
                LinkMetrics.newBuilder()
                        .setLinkId(linkId)
                        .setWindowEndTime(timestamp(Instant.now()))
                        .setLatencyP50Us(latencyUs)
                        .setSampleCount(1)
                        .build());
    }

    /** Nothing arrives over the link. */
    void down(String linkId) {
        send(
                Topic.LINK_METRICS,
                linkId,
                LinkMetrics.newBuilder()
                        .setLinkId(linkId)
                        .setWindowEndTime(timestamp(Instant.now()))
                        .setSampleCount(1)
                        .setLossRatio(1)
                        .setDown(true)
                        .build());
    }

    /** The plan breaks its bound on the latency, by that link alone. */
    void judgedBroken(String connection, long revision, String slowLinkId, long measuredUs) {
        send(
                Topic.HEALTH,
                "acme." + connection,
                ConnectionHealth.newBuilder()
                        .setConnectionId("acme." + connection)
                        .setIntentKey("acme." + connection.substring(0, connection.lastIndexOf('.')))
                        .setTenantId("acme")
                        .setRevision(revision)
                        .setJudgeTime(timestamp(Instant.now()))
                        .setState(HealthState.HEALTH_STATE_BROKEN)
                        .setMeasuredLatencyUs(measuredUs)
                        .addBreaches(Breach.newBuilder()
                                .setPromise(Promise.PROMISE_LATENCY)
                                .setMeasuredUs(measuredUs)
                                .setBoundUs(10_000))
                        .addEvidence(
                                LinkEvidence.newBuilder().setLinkId(slowLinkId).setLatencyUs(measuredUs))
                        .build());
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** Everything committed on the topic, from its beginning; what a transaction has just ended shows a moment later. */
    List<ConsumerRecord<String, byte[]>> committed(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed");
                KafkaConsumer<String, byte[]> ahead = consumer("read_uncommitted")) {
            List<TopicPartition> partitions = StateFollower.partitions(consumer, List.of(topic));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = ahead.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    /** What a consumer of that isolation would be given now, from the beginning of the topic. */
    List<ConsumerRecord<String, byte[]>> seen(Topic topic, String isolation) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(isolation)) {
            List<TopicPartition> partitions = StateFollower.partitions(consumer, List.of(topic));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    KafkaConsumer<String, byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", address(), "isolation.level", isolation),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** How far the group of path computation has read the partition; -1 where it has not. */
    long groupOffset(Topic topic, int partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) address()))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("path-computation-service")
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .get(new TopicPartition(topic.topicName(), partition));
            return offset == null ? -1 : offset.offset();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Every replica loses its place in the group, whether it lives or not. */
    void expelAll() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) address()))) {
            admin.removeMembersFromConsumerGroup(
                            "path-computation-service", new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        kafka.close();
    }
}
