package dev.braid.benchmarks.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.benchmarks.telemetry.SampleLoad.Exact;
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

/** Holds the windows that the service publishes from now on against exact ones. */
final class WindowCheck implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final KafkaConsumer<String, byte[]> consumer;

    /**
     * What came of it.
     *
     * @param expected how many windows there must be
     * @param right how many came and count the same samples and the same loss
     * @param errors the largest of the 50th, 95th and 99th percentile, as a share
     * @param delayMs from the end of the window until it was published: median, 99th percentile, longest
     */
    record Found(long expected, long right, double[] errors, long[] delayMs) {
        double mostError() {
            return Arrays.stream(errors).max().orElse(0);
        }
    }

    WindowCheck(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(Topic.LINK_METRICS.topicName())
                .forEach(partition -> partitions.add(new TopicPartition(partition.topic(), partition.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads until nothing comes any more; called when all samples are sent. */
    Found of(SampleLoad load) {
        Exact[][] windows = load.exact();
        long right = 0;
        double[] errors = new double[3];
        List<Long> delays = new ArrayList<>();
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < QUIET.toNanos()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                LinkMetrics found = read(record.value());
                long second = found.getWindowStartTime().getSeconds() - load.firstSecond();
                if (second < 0 || second >= load.seconds()) {
                    continue;
                }
                quietSince = System.nanoTime();
                int link = Integer.parseInt(
                        found.getLinkId().substring(found.getLinkId().length() - 4));
                Exact exact = windows[link][(int) second];
                boolean same = found.getSampleCount() == exact.count()
                        && Math.abs(found.getLossRatio() - exact.lossRatio()) < 1e-9;
                right += same ? 1 : 0;
                errors[0] = Math.max(errors[0], error(found.getLatencyP50Us(), exact.p50Us()));
                errors[1] = Math.max(errors[1], error(found.getLatencyP95Us(), exact.p95Us()));
                errors[2] = Math.max(errors[2], error(found.getLatencyP99Us(), exact.p99Us()));
                delays.add(record.timestamp() - found.getWindowEndTime().getSeconds() * 1_000);
            }
        }
        return new Found((long) SampleLoad.LINKS * load.seconds(), right, errors, delays(delays));
    }

    private static long[] delays(List<Long> found) {
        long[] sorted = found.stream().mapToLong(Long::longValue).sorted().toArray();
        int count = sorted.length;
        return count == 0
                ? new long[3]
                : new long[] {sorted[count / 2], sorted[(int) (count * 99L / 100)], sorted[count - 1]};
    }

    private static double error(long found, long exact) {
        return exact == 0 ? found : Math.abs(found - exact) / (double) exact;
    }

    private static LinkMetrics read(byte[] value) {
        try {
            return LinkMetrics.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A window that cannot be read", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
