package dev.braid.platform.support;

import dev.braid.api.Topic;
import dev.braid.embedded.EmbeddedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands in a topic, read from its beginning. */
public final class TopicLog {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration AFTERWARDS = Duration.ofMillis(300);

    private TopicLog() {}

    /** The records that are wanted, once there are as many, and those that follow on their heels. */
    public static List<ConsumerRecord<String, byte[]>> read(
            Topic topic, int count, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.topicName(), number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant end = Instant.now().plus(PATIENCE);
            while (found.size() < count && Instant.now().isBefore(end)) {
                collect(consumer, Duration.ofMillis(100), wanted, found);
            }
            collect(consumer, AFTERWARDS, wanted, found);
        }
        return found;
    }

    private static void collect(
            KafkaConsumer<String, byte[]> consumer,
            Duration atMost,
            Predicate<ConsumerRecord<String, byte[]>> wanted,
            List<ConsumerRecord<String, byte[]>> found) {
        consumer.poll(atMost).forEach(record -> {
            if (wanted.test(record)) {
                found.add(record);
            }
        });
    }
}
