package dev.braid.local.client;

import dev.braid.api.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A plain Kafka consumer that reads committed records of whole topics and belongs to no group: it leaves no trace. */
public final class EventReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    private EventReader(String bootstrapServers, Topic... topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = Arrays.stream(topics)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Reads the topics from their first record on. */
    public static EventReader fromStart(String bootstrapServers, Topic... topics) {
        EventReader reader = new EventReader(bootstrapServers, topics);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** Reads whatever is written to the topics from now on. */
    public static EventReader fromNow(String bootstrapServers, Topic... topics) {
        EventReader reader = new EventReader(bootstrapServers, topics);
        reader.consumer.seekToEnd(reader.partitions);
        // Seeking is lazy: ask for the positions, so that "now" is now.
        reader.partitions.forEach(reader.consumer::position);
        return reader;
    }

    /** Everything between the present position and the present end of the topics. */
    public List<ConsumerRecord<String, byte[]>> readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            records.addAll(next(Duration.ofMillis(200)));
        }
        return records;
    }

    /** What comes within the time; possibly nothing. */
    public List<ConsumerRecord<String, byte[]>> next(Duration patience) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.poll(patience).forEach(records::add);
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
