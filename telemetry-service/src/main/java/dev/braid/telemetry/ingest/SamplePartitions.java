package dev.braid.telemetry.ingest;

import dev.braid.telemetry.metrics.WindowClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes partitions of samples over and hands them on. What counts is the present: a new reader begins a few seconds
 * back, builds the open windows from there, and neither works off what is too old to matter nor misses what lies in
 * windows that nobody has closed.
 */
final class SamplePartitions implements ConsumerRebalanceListener {
    private final Consumer<?, ?> consumer;
    private final WindowClock windows;
    private final Duration replay;

    SamplePartitions(Consumer<?, ?> consumer, WindowClock windows, Duration replay) {
        this.consumer = consumer;
        this.windows = windows;
        this.replay = replay;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        long sinceMs = Instant.now().minus(replay).toEpochMilli();
        var found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> sinceMs)));
        for (TopicPartition partition : partitions) {
            var offset = found.get(partition);
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        windows.forget(partitions.stream().map(TopicPartition::partition).toList());
    }
}
