package dev.braid.benchmarks.loop;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the services tell on their topics, on a thread of its own. */
final class LoopWatch implements AutoCloseable {
    private static final List<Topic> TOPICS =
            List.of(Topic.PATHS, Topic.PROVISIONING, Topic.HEALTH, Topic.LINK_METRICS, Topic.DECISIONS);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread loop = new Thread(this::run, "watch");
    private final Map<String, PathPlan> active = new HashMap<>();
    private final Map<String, Map<Long, Long>> decidedUs = new HashMap<>();
    private final Map<String, Map<Long, Long>> switchedUs = new HashMap<>();
    private final Map<String, Map<Long, Long>> knownUs = new HashMap<>();
    private final Map<String, Map<Long, Long>> judgedUs = new HashMap<>();
    private final Set<String> measured = new HashSet<>();
    private final Map<String, List<Long>> slowWindowEndsUs = new HashMap<>();
    private final Map<String, Integer> held = new TreeMap<>();
    private volatile boolean running = true;

    LoopWatch(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        TOPICS.forEach(topic -> {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.add(new TopicPartition(topic.topicName(), partition));
            }
        });
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        loop.start();
    }

    /** The plans that carry traffic, by connection. */
    synchronized Map<String, PathPlan> active() {
        return Map.copyOf(active);
    }

    /** How many connections were judged to keep their promises. */
    synchronized int measured() {
        return measured.size();
    }

    /** Which rails held a move, and how often. */
    synchronized Map<String, Integer> held() {
        return Map.copyOf(held);
    }

    /** The move off that plan, once all of it is known. */
    synchronized Optional<Episode> episode(String connectionId, long revision, String slowLinkId, int badWindows) {
        List<Long> ends = slowWindowEndsUs.getOrDefault(slowLinkId, List.of());
        Long judged = times(judgedUs, connectionId).get(revision);
        Long decided = times(decidedUs, connectionId).get(revision + 1);
        Long switched = times(switchedUs, connectionId).get(revision + 1);
        Long known = times(knownUs, connectionId).get(revision + 1);
        return ends.size() < badWindows || judged == null || decided == null || switched == null || known == null
                ? Optional.empty()
                : Optional.of(new Episode(ends.get(badWindows - 1), judged, decided, switched, known));
    }

    private static Map<Long, Long> times(Map<String, Map<Long, Long>> all, String connectionId) {
        return all.computeIfAbsent(connectionId, _ -> new HashMap<>());
    }

    private void run() {
        while (running) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                if (record.value() != null) {
                    take(record);
                }
            }
        }
        consumer.close();
    }

    private synchronized void take(ConsumerRecord<String, byte[]> record) {
        try {
            switch (Topic.find(record.topic()).orElseThrow()) {
                case PATHS -> path(PathRecord.parseFrom(record.value()), record.timestamp());
                case PROVISIONING -> provisioning(ProvisioningEvent.parseFrom(record.value()));
                case HEALTH -> health(ConnectionHealth.parseFrom(record.value()));
                case LINK_METRICS -> metrics(LinkMetrics.parseFrom(record.value()));
                case DECISIONS -> decision(DecisionEvent.parseFrom(record.value()));
                default -> throw new IllegalStateException("Nobody asked for " + record.topic());
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A record of %s that cannot be read".formatted(record.topic()), e);
        }
    }

    private void path(PathRecord path, long writtenMs) {
        if (!path.hasPlan()) {
            return;
        }
        long revision = path.getPlan().getRevision();
        times(decidedUs, path.getConnectionId()).putIfAbsent(revision, Timestamps.toMicros(path.getDecideTime()));
        if (path.getPhase() == PathPhase.PATH_PHASE_ACTIVE) {
            times(knownUs, path.getConnectionId()).putIfAbsent(revision, writtenMs * 1_000);
            active.put(path.getConnectionId(), path.getPlan());
        }
    }

    private void provisioning(ProvisioningEvent event) {
        if (event.hasActivated()) {
            times(switchedUs, event.getConnectionId())
                    .putIfAbsent(event.getRevision(), Timestamps.toMicros(event.getOccurTime()));
        }
    }

    private void health(ConnectionHealth health) {
        if (health.getState() == HealthState.HEALTH_STATE_MET) {
            measured.add(health.getConnectionId());
        } else if (health.getState() != HealthState.HEALTH_STATE_UNKNOWN) {
            times(judgedUs, health.getConnectionId())
                    .putIfAbsent(health.getRevision(), Timestamps.toMicros(health.getJudgeTime()));
        }
    }

    private void metrics(LinkMetrics metrics) {
        if (metrics.getLatencyP50Us() > LoopOrders.PROMISED_US) {
            slowWindowEndsUs
                    .computeIfAbsent(metrics.getLinkId(), _ -> new ArrayList<>())
                    .add(Timestamps.toMicros(metrics.getWindowEndTime()));
        }
    }

    private void decision(DecisionEvent event) {
        if (event.hasDecided() && event.getDecided().hasHeld()) {
            held.merge(event.getDecided().getHeld().getRail(), 1, Integer::sum);
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        loop.join();
    }
}
