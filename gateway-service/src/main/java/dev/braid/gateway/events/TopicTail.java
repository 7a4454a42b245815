package dev.braid.gateway.events;

import dev.braid.gateway.events.TopicCursor.Skip;
import dev.braid.platform.events.UnreadableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the live topics from their ends, once for the whole process, outside any consumer group: each gateway sees
 * everything, and leaves no trace on the broker. After an outage it goes on where it was, and says what is missing.
 */
@ApplicationScoped
public class TopicTail {
    private static final Logger LOG = Logger.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final EventTranslation translation;
    private final LiveFeed feed;
    private final MeterRegistry meters;
    private final TopicCursor cursor;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("live-events").unstarted(this::run);
    private volatile KafkaConsumer<String, byte[]> consumer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean listening;

    TopicTail(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventTranslation translation,
            LiveFeed feed,
            EventSettings settings,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.translation = translation;
        this.feed = feed;
        this.meters = meters;
        this.cursor = new TopicCursor(translation.topics(), settings.maxCatchUp(), this::skipped);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        thread.join(Duration.ofSeconds(5));
    }

    /** Whether events that are written now will be seen. */
    boolean isListening() {
        return listening;
    }

    private void run() {
        while (!isStopping()) {
            try (var opened = new KafkaConsumer<String, byte[]>(configuration(kafka))) {
                consumer = opened;
                cursor.open(opened);
                listening = true;
                while (!isStopping()) {
                    cursor.read(opened, POLL, this::publish);
                }
            } catch (WakeupException e) {
                LOG.debugf("The live events end: %s", e.getMessage());
            } catch (KafkaException e) {
                LOG.warnf("The live events wait for Kafka: %s", e.getMessage());
                countFailure("KAFKA");
                pause();
            } catch (RuntimeException e) {
                LOG.errorf(e, "The live events stopped, and start again where they were");
                countFailure("INTERNAL");
                pause();
            } finally {
                listening = false;
            }
        }
    }

    /** Belongs to no group, and never resets an offset by itself. */
    static Map<String, Object> configuration(Map<String, Object> kafka) {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-service");
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return configuration;
    }

    private void publish(ConsumerRecord<String, byte[]> record) {
        try {
            translation.translate(record).ifPresent(feed::publish);
        } catch (UnreadableEvent e) {
            // Its consumers put it with their dead letters; here it is only not shown.
            meters.counter(
                            "braid.gateway.unreadable.events",
                            "topic",
                            record.topic(),
                            "reason",
                            e.reason().name())
                    .increment();
            LOG.debugf("%s-%d-%d: %s", record.topic(), record.partition(), record.offset(), e.getMessage());
        } catch (RuntimeException e) {
            // One record must not stop all that come after it; who shows it should look elsewhere.
            LOG.errorf(e, "%s-%d-%d is not shown", record.topic(), record.partition(), record.offset());
            countFailure("INTERNAL");
            feed.tellGap(translation.kind(record.topic()));
        }
    }

    private void skipped(TopicPartition partition, Skip why) {
        if (why != Skip.FIRST_LOOK) {
            LOG.warnf("Events of %s are missing in the live view: %s", partition, why);
            meters.counter("braid.gateway.event.gaps", "topic", partition.topic(), "reason", why.name())
                    .increment();
        }
        feed.tellGap(translation.kind(partition.topic()));
    }

    private void countFailure(String cause) {
        meters.counter("braid.gateway.event.failures", "cause", cause).increment();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }
}
