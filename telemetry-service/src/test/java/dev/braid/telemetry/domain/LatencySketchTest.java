package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {
    private static final double BOUND = 1.0 / 256;
    private static final double[] SHARES = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void quantilesOfMergedSketchesAreThoseOfAllLatencies(long seed) {
        Random random = new Random(seed);
        long[] all = new long[0];
        List<LatencySketch> parts = new ArrayList<>();
        for (int part = 0; part < 60; part++) {
            long[] latenciesUs = latencies(random, random.nextInt(0, 400));
            parts.add(LatencySketch.of(LatencySketch.of(latenciesUs).bytes()));
            all = concat(all, latenciesUs);
        }
        LatencySketch merged = LatencySketch.of(LatencySketch.merge(parts).bytes());
        Arrays.sort(all);

        assertThat(merged.count()).isEqualTo(all.length);
        for (double share : SHARES) {
            long exactUs = all[Math.max(0, (int) Math.ceil(share * all.length) - 1)];
            assertThat((double) merged.quantile(share))
                    .as("share %s of %d latencies", share, all.length)
                    .isCloseTo(exactUs, within(exactUs * BOUND));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inWhicheverOrderSketchesAreMergedTheyComeToTheSame(long seed) {
        Random random = new Random(seed);
        LatencySketch a = LatencySketch.of(latencies(random, 70));
        LatencySketch b = LatencySketch.of(latencies(random, 1));
        LatencySketch c = LatencySketch.of(latencies(random, 300));

        assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(c, b)));
        assertThat(merge(a, LatencySketch.EMPTY)).isEqualTo(a);
    }

    @Test
    void everyLatencyLiesInItsBucketUpToTheLongestThereIs() {
        for (long us = 0; us < 256; us++) {
            assertThat(LatencySketch.of(us).quantile(0.5)).isEqualTo(us);
        }
        for (long us = 256; us > 0 && us < Long.MAX_VALUE / 3; us = us * 3 / 2 + 1) {
            assertThat((double) LatencySketch.of(us).quantile(0.5)).isCloseTo(us, within(us * BOUND));
        }
        assertThat((double) LatencySketch.of(Long.MAX_VALUE).quantile(1))
                .isCloseTo(Long.MAX_VALUE, within(Long.MAX_VALUE * BOUND));
    }

    @Test
    void whatIsNoSketchIsRefused() {
        assertThat(LatencySketch.of(LatencySketch.EMPTY.bytes())).isEqualTo(LatencySketch.EMPTY);
        assertThat(LatencySketch.EMPTY.quantile(0.5)).isZero();
        assertThatThrownBy(() -> LatencySketch.of(-1L)).hasMessageContaining("-1 us");
        assertThatThrownBy(() -> LatencySketch.of(new byte[0])).hasMessageContaining("format nothing");
        assertThatThrownBy(() -> LatencySketch.of(new byte[] {2, 5, 1})).hasMessageContaining("format 2, not 1");
        assertThatThrownBy(() -> LatencySketch.of(new byte[] {1, 5})).hasMessageContaining("ends within a number");
        assertThatThrownBy(() -> LatencySketch.of(new byte[] {1, (byte) 0x85})).hasMessageContaining("ends within");
    }

    private static LatencySketch merge(LatencySketch one, LatencySketch other) {
        return LatencySketch.merge(List.of(one, other));
    }

    /** Of one link with a long tail, or of several that are far apart. */
    private static long[] latencies(Random random, int count) {
        double floorUs = Math.pow(10, random.nextDouble(1, 5));
        double spread = random.nextDouble(0.01, 1.5);
        return random.doubles(count)
                .mapToLong(_ -> (long) (floorUs * Math.exp(spread * Math.abs(random.nextGaussian()))))
                .toArray();
    }

    private static long[] concat(long[] some, long[] more) {
        long[] both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }
}
