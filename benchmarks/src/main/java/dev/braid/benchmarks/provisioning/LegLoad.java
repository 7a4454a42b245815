package dev.braid.benchmarks.provisioning;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Connections of two legs each, as path computation wants them, and what provisioning says of them. */
final class LegLoad implements AutoCloseable {
    private static final String TENANT = "bench";
    /** So many carriers on from where it was, with each move. */
    private static final int FURTHER = 3;

    private static final Duration WAIT = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_FOR_EACH = Duration.ofMillis(30);

    private final int carriers;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<String> wanted = new ArrayList<>();
    private long revision = 1;
    private int made;

    LegLoad(String bootstrapServers, int carriers) {
        this.carriers = carriers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.PROVISIONING.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Wants so many legs at the first carriers, and as many more as stated at the others; waits for the former. */
    Duration activate(int legs, int living, int deadLegs) {
        List<String> dead = want(deadLegs, living, carriers - living);
        List<String> awaited = want(legs, 0, living);
        long start = System.nanoTime();
        // The dead ones first: who is in front is in the way.
        dead.forEach(id -> send(id, plan(id)));
        awaited.forEach(id -> send(id, plan(id)));
        await(new HashSet<>(awaited), ProvisioningEvent::hasActivated);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Wants nothing any more, and waits until nothing is held. */
    void release() {
        wanted.forEach(id -> send(
                id,
                record(id, revision + 1)
                        .setPhase(PathPhase.PATH_PHASE_RELEASING)
                        .build()));
        await(new HashSet<>(wanted), ProvisioningEvent::hasReleased);
        wanted.clear();
        revision = 1;
    }

    /**
     * Wants all connections over other carriers, all at once, and waits until the last has its traffic there. Answers how
     * long each took from when its plan was sent, in the order in which they came.
     */
    List<Duration> move() {
        revision++;
        Map<String, Long> sent = new HashMap<>();
        for (String id : wanted) {
            sent.put(id, System.nanoTime());
            send(id, plan(id));
        }
        List<Duration> taken = new ArrayList<>();
        await(new HashSet<>(wanted), told -> {
            boolean moved = told.hasActivated() && told.getRevision() == revision;
            if (moved) {
                taken.add(Duration.ofNanos(System.nanoTime() - sent.get(told.getConnectionId())));
            }
            return moved;
        });
        return taken;
    }

    /** Waits until nothing is held any more of what was before the last move. */
    void awaitOldLegsReleased() {
        await(new HashSet<>(wanted), told -> told.hasOldLegsReleased() && told.getRevision() == revision);
    }

    private List<String> want(int legs, int firstCarrier, int carrierCount) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < legs / 2; i++) {
            int first = firstCarrier + 2 * i % carrierCount;
            int second = firstCarrier + (2 * i + 1) % carrierCount;
            ids.add("%s.i%d-%d-%d.1".formatted(TENANT, made++, first, second));
        }
        wanted.addAll(ids);
        return ids;
    }

    private PathRecord plan(String id) {
        String[] parts = id.split("[.-]");
        PathPlan.Builder plan = PathPlan.newBuilder()
                .setRevision(revision)
                .setGeneration(1)
                .setBandwidthBps(100_000_000)
                .setPriceMicrosPerHour(8_000)
                .setCurrencyCode("USD");
        for (String carrier : List.of(parts[2], parts[3])) {
            int number = (int) ((Integer.parseInt(carrier) + FURTHER * (revision - 1)) % carriers);
            plan.addLegs(PlannedLeg.newBuilder()
                    .setProviderId(CarrierPark.provider(number))
                    .addLinkIds(CarrierPark.link(number)));
        }
        return record(id, revision)
                .setPhase(PathPhase.PATH_PHASE_PLANNED)
                .setPlan(plan)
                .build();
    }

    private PathRecord.Builder record(String id, long sequence) {
        return PathRecord.newBuilder()
                .setConnectionId(id)
                .setIntentKey(id.substring(0, id.length() - 2))
                .setTenantId(TENANT)
                .setGeneration(1)
                .setSequence(sequence)
                .setDecideTime(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()))
                .setLastRevision(revision)
                .setIntentConnectionCount(1);
    }

    private void send(String id, PathRecord value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topic.PATHS.topicName(), id, value.toByteArray());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id + "/" + value.getSequence());
        header(record, "ce_source", "/braid/path-computation-service");
        header(record, "ce_type", value.getDescriptorForType().getFullName());
        header(record, "ce_subject", id);
        header(record, "ce_time", Instant.now().toString());
        header(record, "content-type", "application/protobuf");
        producer.send(record);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void await(Set<String> missing, Predicate<ProvisioningEvent> event) {
        producer.flush();
        long deadline = System.nanoTime()
                + PATIENCE.plus(PATIENCE_FOR_EACH.multipliedBy(missing.size())).toNanos();
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d connections did not come, among them %s"
                        .formatted(missing.size(), missing.iterator().next()));
            }
            consumer.poll(WAIT).forEach(record -> {
                ProvisioningEvent told = read(record.value());
                if (event.test(told)) {
                    missing.remove(told.getConnectionId());
                }
            });
        }
    }

    private static ProvisioningEvent read(byte[] value) {
        try {
            return ProvisioningEvent.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("An event that cannot be read", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
