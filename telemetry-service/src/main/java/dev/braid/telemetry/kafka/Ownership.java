package dev.braid.telemetry.kafka;

import dev.braid.api.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Shares out work among the replicas: every partition of the followed topics belongs to exactly one of them, as Kafka's
 * group assignment says. Nothing is read here; the consumer is paused and only stands for this replica in the group.
 */
@ApplicationScoped
public class Ownership {
    private static final Logger LOG = Logger.getLogger(Ownership.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_PENDING = 1_000;
    private static final List<String> TOPICS = List.of(
            Topic.PATHS.topicName(),
            Topic.TOPOLOGY.topicName(),
            Topic.LINK_METRICS.topicName(),
            Topic.HEALTH.topicName());

    private final KafkaClients clients;
    private final Thread loop = new Thread(this::run, "ownership");
    private final Set<TopicPartition> owned = new HashSet<>();
    private final List<Pending> pending = new ArrayList<>();
    private boolean assigned;
    private volatile boolean running = true;
    private volatile KafkaConsumer<String, byte[]> consumer;

    private record Pending(TopicPartition partition, Runnable work) {}

    Ownership(KafkaClients clients) {
        this.clients = clients;
    }

    /** Whether this replica, and no other, answers for the partition. */
    public synchronized boolean owns(Topic topic, int partition) {
        return owned.contains(new TopicPartition(topic.topicName(), partition));
    }

    /** Does the work if this replica owns the partition; while nobody knows who does, the work waits. */
    synchronized void ifOwner(TopicPartition partition, Runnable work) {
        if (owned.contains(partition)) {
            work.run();
        } else if (!assigned && pending.size() < MOST_PENDING) {
            pending.add(new Pending(partition, work));
        }
    }

    void start(@Observes StartupEvent event) {
        loop.setDaemon(true);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        loop.join(Duration.ofSeconds(3));
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<String, byte[]> member = clients.consumer(
                    "judge",
                    Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            clients.service() + "-judges",
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "latest",
                            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                            10_000,
                            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                            2_000))) {
                consumer = member;
                member.subscribe(TOPICS, new Changes(member));
                while (running) {
                    member.poll(POLL);
                }
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop");
            } catch (RuntimeException e) {
                LOG.warnf("The group of judges cannot be joined: %s", e.toString());
                rest();
            } finally {
                lostAll();
            }
        }
    }

    private synchronized void gained(Collection<TopicPartition> partitions) {
        owned.addAll(partitions);
        assigned = true;
        pending.stream()
                .filter(waiting -> owned.contains(waiting.partition()))
                .forEach(waiting -> waiting.work().run());
        pending.clear();
        LOG.infof("This replica answers for %s", owned);
    }

    private synchronized void lost(Collection<TopicPartition> partitions) {
        owned.removeAll(partitions);
        assigned = false;
    }

    private synchronized void lostAll() {
        lost(List.copyOf(owned));
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Changes implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> member;

        Changes(KafkaConsumer<String, byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(partitions);
            gained(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            lost(partitions);
        }
    }
}
