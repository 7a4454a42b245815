package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The book keeps only what is open and one mark; the oracle keeps every window there ever was, and asks of each sample
 * whether any of them, or the newest sample, says that its second is over.
 */
class WindowBookOracleTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void agreesWithKeepingEverything(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            TimedBook book = new TimedBook();
            Oracle oracle = new Oracle();
            // Every other run is dense: only with more than 20 samples in a window do its upper quantiles differ.
            int pauses = run % 2 == 0 ? 4 : 20;
            long us = 100_000_000;
            for (int i = 0; i < 200; i++) {
                us += random.nextInt(pauses) == 0 ? random.nextInt(900_000) : random.nextInt(1_000);
                long eventUs = (us - (random.nextInt(3) == 0 ? random.nextInt(2_000_000) : 0)) / 500 * 500;
                Sample sample = TimedBook.sample("a", eventUs, 1_000 + random.nextInt(50_000), 0);
                assertThat(book.add(sample, us))
                        .as("seed %d, run %d, sample %d", seed, run, i)
                        .isEqualTo(oracle.add(sample, us));
                if (random.nextBoolean()) {
                    book.close(us);
                    oracle.close(us);
                }
            }
            book.close(Long.MAX_VALUE / 2);
            assertThat(book.closed())
                    .extracting(LinkWindow::startUs)
                    .containsExactlyElementsOf(oracle.windows.keySet());
            for (LinkWindow window : book.closed()) {
                List<Long> sorted = oracle.windows.get(window.startUs()).values().stream()
                        .sorted()
                        .toList();
                assertThat(window.sampleCount()).isEqualTo(sorted.size());
                assertQuantile(window.latencyP50Us(), sorted, 50);
                assertQuantile(window.latencyP95Us(), sorted, 95);
                assertQuantile(window.latencyP99Us(), sorted, 99);
            }
        }
    }

    private static void assertQuantile(long measuredUs, List<Long> sorted, int percent) {
        long exactUs = nearestRank(sorted, percent);
        long offUs = sorted.size() <= LatencyValues.KEPT ? 0 : exactUs / 1_000;
        assertThat(measuredUs).as("quantile %d of %s", percent, sorted).isBetween(exactUs - offUs, exactUs + offUs);
    }

    /** The least value that at least so many of a hundred do not exceed, counted out one by one. */
    private static long nearestRank(List<Long> sorted, int percent) {
        return sorted.stream()
                .filter(value ->
                        100 * sorted.stream().filter(other -> other <= value).count() >= (long) percent * sorted.size())
                .findFirst()
                .orElseThrow();
    }

    private static final class Oracle {
        /** By start: the latencies by time. */
        private final TreeMap<Long, TreeMap<Long, Long>> windows = new TreeMap<>();

        private final TreeSet<Long> closed = new TreeSet<>();
        private long newestUs = Long.MIN_VALUE;
        private long newestArrivedUs;

        Optional<SampleFault> add(Sample sample, long us) {
            long startUs = sample.measureTimeUs() / 1_000_000 * 1_000_000;
            boolean laterOneClosed = closed.stream().anyMatch(start -> start >= startUs);
            boolean linkIsPastIt = newestUs != Long.MIN_VALUE && newestUs >= startUs + 1_300_000;
            if (laterOneClosed || linkIsPastIt) {
                return Optional.of(SampleFault.LATE);
            }
            TreeMap<Long, Long> window = windows.computeIfAbsent(startUs, _ -> new TreeMap<>());
            if (window.putIfAbsent(sample.measureTimeUs(), sample.latencyUs()) != null) {
                return Optional.of(SampleFault.DUPLICATE);
            }
            if (window.size() > TimedBook.RULES.mostSamples()) {
                window.remove(sample.measureTimeUs());
                return Optional.of(SampleFault.TOO_MANY_SAMPLES);
            }
            if (sample.measureTimeUs() > newestUs) {
                newestUs = sample.measureTimeUs();
                newestArrivedUs = us;
            }
            return Optional.empty();
        }

        void close(long us) {
            long linkUs = newestUs + us - newestArrivedUs;
            windows.keySet().stream()
                    .filter(start -> linkUs >= start + 1_300_000)
                    .forEach(closed::add);
        }
    }
}
