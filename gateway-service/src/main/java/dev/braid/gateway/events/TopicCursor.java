package dev.braid.gateway.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the reading of some topics stands. It outlives consumers: the next one goes on where the last one was, and what
 * cannot be read any more is told, never skipped in silence. Consumers must not reset offsets by themselves.
 */
final class TopicCursor {
    private final List<String> topics;
    private final long maxCatchUp;
    private final BiConsumer<TopicPartition, Skip> onSkip;
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

    /** Why records of a partition were not read. */
    enum Skip {
        /** Nobody knows what was written before. */
        FIRST_LOOK,
        /** The broker has them no more. */
        GONE,
        /** There are more than a live view can make good for. */
        TOO_FAR
    }

    TopicCursor(List<String> topics, long maxCatchUp, BiConsumer<TopicPartition, Skip> onSkip) {
        this.topics = topics;
        this.maxCatchUp = maxCatchUp;
        this.onSkip = onSkip;
    }

    /** Puts a consumer where the last one was; the first one at the ends. */
    void open(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(consumer, topic)).toList();
        boolean first = positions.isEmpty();
        consumer.assign(partitions);
        positions.keySet().retainAll(partitions);
        positions.forEach(consumer::seek);
        List<TopicPartition> unknown =
                partitions.stream().filter(one -> !positions.containsKey(one)).toList();
        if (first) {
            consumer.seekToEnd(unknown);
        } else if (!unknown.isEmpty()) {
            // They were not there when this was opened before: all that is in them is new. (None would mean all.)
            consumer.seekToBeginning(unknown);
        }
        // Seeking is lazy; asking makes it happen now. All or none: half of them would not be a first look any more.
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
        unknown.forEach(one -> found.put(one, new OffsetAndMetadata(consumer.position(one))));
        positions.putAll(found);
        if (first) {
            topics.forEach(topic -> onSkip.accept(new TopicPartition(topic, 0), Skip.FIRST_LOOK));
        }
    }

    /** Hands on what has come in; waits for so long when there is nothing. */
    void read(KafkaConsumer<String, byte[]> consumer, Duration wait, Consumer<ConsumerRecord<String, byte[]>> reader) {
        ConsumerRecords<String, byte[]> records;
        try {
            records = consumer.poll(wait);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().keySet().forEach(one -> goOnWhereThereIsSomething(consumer, one));
            return;
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            positions.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
            reader.accept(record);
        }
        // What stands between records, as marks of transactions do, is behind us too.
        positions.putAll(records.nextOffsets());
        for (TopicPartition one : consumer.assignment()) {
            if (consumer.currentLag(one).orElse(0) > maxCatchUp) {
                consumer.seekToEnd(List.of(one));
                skip(consumer, one, Skip.TOO_FAR);
            }
        }
    }

    private void goOnWhereThereIsSomething(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        long beginning = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, Long.valueOf(0));
        if (positions.get(partition).offset() < beginning) {
            consumer.seek(partition, beginning);
        } else {
            // The log is shorter than it was: which of its records were seen, nobody can tell.
            consumer.seekToEnd(List.of(partition));
        }
        skip(consumer, partition, Skip.GONE);
    }

    /** In this order: who is told of a gap reads again, and what is written from now on must come in. */
    private void skip(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, Skip why) {
        positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        onSkip.accept(partition, why);
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new KafkaException("The topic %s is not there yet.".formatted(topic));
        }
        return partitions.stream().map(partition -> new TopicPartition(topic, partition.partition()));
    }
}
