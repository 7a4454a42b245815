package dev.braid.telemetry.ingest;

import dev.braid.api.Topic;
import dev.braid.telemetry.kafka.KafkaClients;
import dev.braid.telemetry.kafka.TopicFollower;
import dev.braid.telemetry.metrics.WindowClock;
import dev.braid.telemetry.metrics.WindowSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the partitions of samples that this replica has in its group, a poll at a time, on a thread of its own. It begins
 * when the topology is known, because without it every link is unknown, and after an outage it goes on. It speaks to
 * Kafka itself: what the framework makes of every single record costs more than its place in a window.
 */
@ApplicationScoped
class SampleReader {
    private static final Logger LOG = Logger.getLogger(SampleReader.class);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** What is committed only shows operators how far we are: {@link SamplePartitions} decides where to begin. */
    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            true,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            1_500,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000);

    private final KafkaClients clients;
    private final TopicFollower follower;
    private final SampleBatches batches;
    private final WindowClock windows;
    private final Duration replay;
    private final Thread loop = new Thread(this::run, "samples");
    private volatile boolean running = true;
    private volatile Consumer<String, byte[]> consumer;

    SampleReader(
            KafkaClients clients,
            TopicFollower follower,
            SampleBatches batches,
            WindowClock windows,
            WindowSettings settings) {
        this.clients = clients;
        this.follower = follower;
        this.batches = batches;
        this.windows = windows;
        this.replay = settings.replay();
    }

    void start(@Observes StartupEvent event) {
        loop.setDaemon(true);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Consumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        loop.join(Duration.ofSeconds(3));
    }

    private void run() {
        while (running) {
            try {
                if (follower.awaitCaughtUp(LOG_INTERVAL)) {
                    read();
                } else {
                    LOG.info("Samples wait for the topology to be read");
                }
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop");
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("The samples cannot be read: %s", e.toString());
                rest();
            }
        }
    }

    private void read() {
        try (Consumer<String, byte[]> reading = clients.member("samples", SETTINGS)) {
            consumer = reading;
            reading.subscribe(List.of(Topic.SAMPLES.topicName()), new SamplePartitions(reading, windows, replay));
            while (running) {
                batches.take(reading.poll(POLL));
            }
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
