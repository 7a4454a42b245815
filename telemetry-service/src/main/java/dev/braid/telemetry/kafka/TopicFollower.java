package dev.braid.telemetry.kafka;

import dev.braid.platform.events.UnreadableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Brings every record of the followed topics to their readers, from the beginning, in every replica. It never stops on
 * a record, and after an outage it goes on where it was.
 */
@ApplicationScoped
public class TopicFollower {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final Map<String, TopicReader> readers;
    private final Ownership ownership;
    private final DeadLetters deadLetters;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread loop = new Thread(this::run, "follower");
    private volatile boolean running = true;
    private volatile long lag;
    private volatile KafkaConsumer<String, byte[]> consumer;

    TopicFollower(
            KafkaClients clients,
            @All List<TopicReader> readers,
            Ownership ownership,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.clients = clients;
        this.readers = readers.stream().collect(Collectors.toMap(r -> r.topic().topicName(), Function.identity()));
        this.ownership = ownership;
        this.deadLetters = deadLetters;
        meters.gauge("braid.telemetry.follower.lag.records", this, follower -> follower.lag);
    }

    /** Whether all that stood in the topics at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until it is, or until the time is over. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
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
            try (KafkaConsumer<String, byte[]> reading =
                    clients.consumer("follower", Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"))) {
                consumer = reading;
                follow(reading);
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop");
            } catch (RuntimeException e) {
                LOG.warnf("The topics cannot be followed: %s", e.toString());
                rest();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> reading) {
        Map<TopicPartition, Long> ends = assign(reading);
        long refreshNanos = System.nanoTime() + REFRESH.toNanos();
        while (running) {
            for (ConsumerRecord<String, byte[]> event : reading.poll(POLL)) {
                hand(event);
                positions.put(new TopicPartition(event.topic(), event.partition()), event.offset() + 1);
            }
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue())) {
                LOG.infof("All of %s is read", readers.keySet());
                caughtUp.countDown();
            }
            lag = reading.assignment().stream()
                    .mapToLong(partition -> reading.currentLag(partition).orElse(0))
                    .sum();
            if (System.nanoTime() > refreshNanos) {
                refreshNanos = System.nanoTime() + REFRESH.toNanos();
                if (!reading.assignment().containsAll(partitions(reading))) {
                    assign(reading);
                }
            }
        }
    }

    /** Takes all partitions and goes on where the last one stopped. */
    private Map<TopicPartition, Long> assign(KafkaConsumer<String, byte[]> reading) {
        List<TopicPartition> partitions = partitions(reading);
        reading.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position != null) {
                reading.seek(partition, position);
            } else {
                seekToStart(reading, partition);
            }
        }
        return reading.endOffsets(partitions);
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> reading) {
        return readers.keySet().stream()
                .flatMap(topic -> {
                    var found = reading.partitionsFor(topic);
                    if (found == null || found.isEmpty()) {
                        throw new IllegalStateException("The topic %s does not exist.".formatted(topic));
                    }
                    return found.stream();
                })
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void seekToStart(KafkaConsumer<String, byte[]> reading, TopicPartition partition) {
        Optional<Duration> lookBack = readers.get(partition.topic()).lookBack();
        if (lookBack.isEmpty()) {
            reading.seekToBeginning(List.of(partition));
            return;
        }
        long since = Instant.now().minus(lookBack.get()).toEpochMilli();
        var found = reading.offsetsForTimes(Map.of(partition, since)).get(partition);
        if (found == null) {
            reading.seekToEnd(List.of(partition));
        } else {
            reading.seek(partition, found.offset());
        }
    }

    private void hand(ConsumerRecord<String, byte[]> event) {
        TopicPartition partition = new TopicPartition(event.topic(), event.partition());
        try {
            readers.get(event.topic()).read(event);
        } catch (UnreadableEvent e) {
            ownership.ifOwner(partition, () -> deadLetters.bury(event, e));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s@%d: the record with key %s was not taken", partition, event.offset(), event.key());
            ownership.ifOwner(partition, () -> deadLetters.bury(event, e));
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
