package dev.braid.gateway.events;

import dev.braid.platform.events.UnreadableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the live topics from their ends, once for the whole process, outside any consumer group: each gateway sees
 * everything, and leaves no trace on the broker. After an outage it goes on where it was.
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
    private final Thread thread =
            Thread.ofPlatform().daemon().name("live-events").unstarted(this::run);
    private volatile KafkaConsumer<String, byte[]> consumer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean listening;

    TopicTail(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventTranslation translation,
            LiveFeed feed,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.translation = translation;
        this.feed = feed;
        this.meters = meters;
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
            try (var opened = new KafkaConsumer<String, byte[]>(configuration())) {
                consumer = opened;
                startAtEnds(opened);
                listening = true;
                while (!isStopping()) {
                    opened.poll(POLL).forEach(this::publish);
                }
            } catch (WakeupException e) {
                LOG.debugf("The live events end: %s", e.getMessage());
            } catch (KafkaException e) {
                LOG.warnf("The live events wait for Kafka: %s", e.getMessage());
                pause();
            } finally {
                listening = false;
            }
        }
    }

    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-service");
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return configuration;
    }

    private void startAtEnds(KafkaConsumer<String, byte[]> opened) {
        List<TopicPartition> partitions = translation.topics().stream()
                .flatMap(topic -> partitions(opened, topic))
                .toList();
        opened.assign(partitions);
        opened.seekToEnd(partitions);
        // Seeking is lazy; asking makes it happen now.
        partitions.forEach(opened::position);
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<String, byte[]> opened, String topic) {
        List<PartitionInfo> partitions = opened.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new KafkaException("The topic %s is not there yet.".formatted(topic));
        }
        return partitions.stream().map(partition -> new TopicPartition(topic, partition.partition()));
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
        }
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
