package dev.braid.benchmarks.telemetry;

import dev.braid.api.telemetry.v1.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the links of a round measure: so many samples a second, of all links in turn, each at a time of its own. What
 * sample number k says follows from k alone, so that exact figures need no record of what was sent.
 */
record SampleLoad(long firstSecond, int seconds, int perSecond) {
    static final int LINKS = 2_000;
    static final String SOURCE = "carrier";
    static final long FLOOR_US = 500;

    /** One sample in so many says that nothing arrived. */
    private static final int LOST_EACH = 200;

    /** One window of one link, from all its samples. */
    record Exact(int count, long p50Us, long p95Us, long p99Us, double lossRatio) {}

    static String linkId(int link) {
        return "carrier-link-%04d".formatted(link);
    }

    long samples() {
        return (long) seconds * perSecond;
    }

    int link(long k) {
        return (int) (k % LINKS);
    }

    /** When the sample is measured, and due to be sent. */
    long timeUs(long k) {
        return firstSecond * 1_000_000 + k * 1_000_000 / perSecond;
    }

    /** About 1 to 50 ms by link, with a tail as queues have it. */
    long latencyUs(long k) {
        double baseUs = 1_000 + 25.0 * link(k);
        return Math.round(baseUs * (1 - 0.3 * Math.log(1 - unit(k))));
    }

    double lossRatio(long k) {
        return lostWhole(k) ? 1 : 0;
    }

    Sample sample(long k, Sample.Builder builder) {
        long us = timeUs(k);
        builder.setLatencyUs(lostWhole(k) ? 0 : latencyUs(k))
                .setJitterUs(mix(k) & 127)
                .setLossRatio(lossRatio(k))
                .setThroughputBps(1_000_000_000L + (mix(k) & 0xff_ffff));
        builder.getMeasureTimeBuilder().setSeconds(us / 1_000_000).setNanos((int) (us % 1_000_000) * 1_000);
        return builder.build();
    }

    /** What the window must say that begins so many seconds after the first. */
    Exact exact(int link, int second) {
        // Of a second that begins between two samples of the link, too.
        long from = (long) second * perSecond;
        long first = from + Math.floorMod(link - from, (long) LINKS);
        List<Long> window = LongStream.iterate(first, k -> k < from + perSecond, k -> k + LINKS)
                .boxed()
                .toList();
        List<Long> arrived = new ArrayList<>(window);
        arrived.removeIf(this::lostWhole);
        long[] sorted = arrived.stream().mapToLong(this::latencyUs).sorted().toArray();
        return new Exact(
                window.size(),
                quantile(sorted, 50),
                quantile(sorted, 95),
                quantile(sorted, 99),
                window.stream().mapToDouble(this::lossRatio).average().orElse(0));
    }

    /** All windows that there must be. */
    Exact[][] exact() {
        Exact[][] windows = new Exact[LINKS][seconds];
        for (int link = 0; link < LINKS; link++) {
            int of = link;
            Arrays.setAll(windows[link], second -> exact(of, second));
        }
        return windows;
    }

    /** The least value that so many per cent of all do not exceed. */
    private static long quantile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }

    private boolean lostWhole(long k) {
        return Math.floorMod(mix(k + 1), LOST_EACH) == 0;
    }

    private static double unit(long k) {
        return (mix(k) >>> 11) * 0x1.0p-53;
    }

    /** The finisher of SplitMix64. */
    private static long mix(long k) {
        long z = k * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
