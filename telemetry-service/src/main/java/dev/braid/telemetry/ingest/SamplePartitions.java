package dev.braid.telemetry.ingest;

import dev.braid.telemetry.metrics.WindowClock;
import dev.braid.telemetry.metrics.WindowSettings;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes partitions of samples over and hands them on. What counts is the present: a new reader begins a few seconds
 * back, builds the open windows from there, and neither works off what is too old to matter nor misses what lies in
 * windows that nobody has closed.
 */
@ApplicationScoped
@Identifier("samples")
class SamplePartitions implements KafkaConsumerRebalanceListener {
    private final WindowClock windows;
    private final Duration replay;

    SamplePartitions(WindowClock windows, WindowSettings settings) {
        this.windows = windows;
        this.replay = settings.replay();
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
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
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        windows.forget(partitions.stream().map(TopicPartition::partition).toList());
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
