package dev.braid.benchmarks.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed on a topic from now on. */
final class Answers implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final KafkaConsumer<String, byte[]> consumer;

    /** What to do with an answer. */
    interface Reader {
        void read(ConsumerRecord<String, byte[]> answer);
    }

    Answers(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        5000,
                        "max.partition.fetch.bytes",
                        4 << 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads so many. */
    void await(int count, Reader reader) {
        int seen = 0;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (seen < count) {
            ConsumerRecords<String, byte[]> records = consumer.poll(WAIT);
            records.forEach(reader::read);
            seen += records.count();
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + PATIENCE_NANOS;
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Of %d answers only %d came.".formatted(count, seen));
            }
        }
        if (seen > count) {
            throw new IllegalStateException("%d answers came to %d questions.".formatted(seen, count));
        }
    }

    /** Reads what has come, or comes within a moment; how many. */
    int read(Reader reader) {
        ConsumerRecords<String, byte[]> records = consumer.poll(WAIT);
        records.forEach(reader::read);
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
