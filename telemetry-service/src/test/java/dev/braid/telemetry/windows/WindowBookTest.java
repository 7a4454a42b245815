package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in milliseconds: the event's own and, where it differs, that of its arrival. */
class WindowBookTest {
    private static final WindowRules RULES = new WindowRules(300_000, 2, 100, 3);

    private final List<LinkWindow> closed = new ArrayList<>();
    private WindowBook book = new WindowBook(RULES, _ -> Optional.empty());

    @Test
    void aWindowHoldsWhatItsSecondMeasured() {
        add("a", 10_000, 5_000);
        add("a", 10_400, 7_000);
        add("a", 10_999, 6_000);
        book.close(11_300_000, closed::add);

        assertThat(closed).containsExactly(new LinkWindow("a", 10_000_000, 11_000_000, 3, 6_000, 7_000, 10, 0, false));
    }

    @Test
    void aWindowClosesByTheClockWhenNothingMoreComes() {
        add("a", 10_500, 5_000);
        book.close(11_299_999, closed::add);
        assertThat(closed).isEmpty();
        book.close(11_300_000, closed::add);
        assertThat(closed).hasSize(1);
    }

    @Test
    void aWindowClosesByTheTimeOfItsSamplesWithoutTheClock() {
        add("a", 10_500, 10_500, 5_000);
        add("a", 11_300, 10_501, 5_000);
        book.close(10_501_000, closed::add);

        assertThat(closed).extracting(LinkWindow::startUs).containsExactly(10_000_000L);
    }

    @Test
    void samplesOutOfOrderCountUntilTheGraceIsOver() {
        add("a", 10_900, 5_000);
        add("a", 11_200, 5_000);
        assertThat(add("a", 10_100, 11_200, 9_000)).isEmpty();
        book.close(11_300_000, closed::add);
        assertThat(closed.getFirst().sampleCount()).isEqualTo(2);

        assertThat(add("a", 10_200, 11_301, 5_000)).contains(SampleFault.LATE);
    }

    @Test
    void aSampleForASecondThatNeverOpenedIsLateWhenTheLinkIsPastIt() {
        add("a", 13_500, 5_000);

        assertThat(add("a", 11_500, 13_500, 5_000)).contains(SampleFault.LATE);
        assertThat(add("a", 13_100, 13_500, 5_000)).isEmpty();
    }

    @Test
    void aDuplicateIsRefusedAndChangesNothing() {
        add("a", 10_500, 5_000);
        add("a", 10_700, 5_000);
        assertThat(add("a", 10_500, 10_800, 90_000)).contains(SampleFault.DUPLICATE);
        assertThat(add("a", 10_700, 10_800, 90_000)).contains(SampleFault.DUPLICATE);
        book.close(11_300_000, closed::add);

        assertThat(closed.getFirst().sampleCount()).isEqualTo(2);
        assertThat(closed.getFirst().latencyP95Us()).isEqualTo(5_000);
    }

    @Test
    void theSameTimeOnAnotherLinkIsNoDuplicate() {
        assertThat(add("a", 10_500, 5_000)).isEmpty();
        assertThat(add("b", 10_500, 5_000)).isEmpty();
    }

    @Test
    void aSourceWhoseClockIsBehindHasWholeWindows() {
        for (int i = 0; i < 10; i++) {
            long eventMs = 10_000 + i * 100L;
            assertThat(add("a", eventMs, eventMs + 20_000, 5_000)).isEmpty();
            book.close((eventMs + 20_000) * 1_000, closed::add);
        }
        assertThat(closed).isEmpty();
        book.close(31_300_000, closed::add);
        assertThat(closed.getFirst().sampleCount()).isEqualTo(10);
    }

    @Test
    void aSourceWhoseClockIsAheadDoesNotMakeOthersLate() {
        add("a", 14_900, 10_000, 5_000);
        book.close(10_000_000, closed::add);

        assertThat(add("b", 10_000, 5_000)).isEmpty();
    }

    @Test
    void aSourceWhoseClockJumpsForwardAndBackIsLateUntilItCatchesUp() {
        add("a", 10_500, 5_000);
        add("a", 15_400, 10_600, 5_000);
        book.close(10_600_000, closed::add);
        assertThat(closed).extracting(LinkWindow::startUs).containsExactly(10_000_000L);

        assertThat(add("a", 11_500, 5_000)).contains(SampleFault.LATE);
        assertThat(add("a", 14_500, 5_000)).contains(SampleFault.LATE);
        assertThat(add("a", 15_500, 5_000)).isEmpty();
        book.close(16_800_000, closed::add);
        assertThat(closed).extracting(LinkWindow::startUs).containsExactly(10_000_000L, 15_000_000L);
        assertThat(closed.getLast().sampleCount()).isEqualTo(2);
    }

    @Test
    void aHeldUpStreamClosesEachWindowOnceAndInOrder() {
        for (int second = 10; second < 20; second++) {
            add("a", second * 1_000L + 500, 25_000, 5_000);
        }
        book.close(25_000_000, closed::add);
        book.close(30_000_000, closed::add);

        assertThat(closed)
                .extracting(LinkWindow::startUs)
                .containsExactly(
                        10_000_000L,
                        11_000_000L,
                        12_000_000L,
                        13_000_000L,
                        14_000_000L,
                        15_000_000L,
                        16_000_000L,
                        17_000_000L,
                        18_000_000L,
                        19_000_000L);
    }

    @Test
    void aLinkIsDownAfterTwoWindowsWithoutAPacketAndUpWithTheFirst() {
        lose("a", 10_500);
        lose("a", 11_500);
        lose("a", 12_500);
        add("a", 13_200, 13_200, 5_000);
        lose("a", 13_800);
        book.close(20_000_000, closed::add);

        assertThat(closed).extracting(LinkWindow::down).containsExactly(false, true, true, false);
        assertThat(closed).extracting(LinkWindow::lossRatio).containsExactly(1.0, 1.0, 1.0, 0.5);
        assertThat(closed).extracting(LinkWindow::latencyP50Us).containsExactly(0L, 0L, 0L, 5_000L);
    }

    @Test
    void whoTakesALinkOverGoesOnWhereTheLastWindowEnded() {
        LinkWindow last = new LinkWindow("a", 9_000_000, 10_000_000, 1, 0, 0, 0, 1, true);
        book = new WindowBook(RULES, _ -> Optional.of(last));

        assertThat(add("a", 9_500, 10_100, 5_000)).contains(SampleFault.LATE);
        lose("a", 10_500);
        book.close(11_300_000, closed::add);
        assertThat(closed.getFirst().down()).isTrue();
    }

    @Test
    void moreLinksAndMoreSamplesThanAllowedAreRefused() {
        add("a", 10_000, 5_000);
        add("b", 10_000, 5_000);
        add("c", 10_000, 5_000);
        assertThat(add("d", 10_000, 5_000)).contains(SampleFault.TOO_MANY_LINKS);
        for (int i = 1; i < 100; i++) {
            assertThat(add("a", 10_000 + i, 5_000)).isEmpty();
        }
        assertThat(add("a", 10_500, 5_000)).contains(SampleFault.TOO_MANY_SAMPLES);
    }

    @Test
    void aPartitionThatIsGoneMakesRoom() {
        add("a", 10_000, 5_000);
        add("b", 10_000, 5_000);
        add("c", 10_000, 5_000);
        book.forget(List.of(0));

        assertThat(book.links()).isZero();
        assertThat(add("d", 10_000, 5_000)).isEmpty();
        book.close(20_000_000, closed::add);
        assertThat(closed).extracting(LinkWindow::linkId).containsExactly("d");
    }

    /**
     * The book keeps only what is open and one mark; the oracle keeps every window there ever was, and asks of each
     * sample whether any of them, or the newest sample, says that its second is over.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void agreesWithKeepingEverything(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            book = new WindowBook(RULES, _ -> Optional.empty());
            closed.clear();
            Oracle oracle = new Oracle();
            long us = 100_000_000;
            for (int i = 0; i < 200; i++) {
                us += random.nextInt(4) == 0 ? random.nextInt(900_000) : random.nextInt(1_000);
                long eventUs = (us - (random.nextInt(3) == 0 ? random.nextInt(2_000_000) : 0)) / 500 * 500;
                Sample sample = sample("a", eventUs, 1_000 + random.nextInt(50_000), 0);
                assertThat(book.add(0, sample, us))
                        .as("seed %d, run %d, sample %d", seed, run, i)
                        .isEqualTo(oracle.add(sample, us));
                if (random.nextBoolean()) {
                    book.close(us, closed::add);
                    oracle.close(us);
                }
            }
            book.close(Long.MAX_VALUE / 2, closed::add);
            assertThat(closed).extracting(LinkWindow::startUs).containsExactlyElementsOf(oracle.windows.keySet());
            for (LinkWindow window : closed) {
                List<Long> sorted = oracle.windows.get(window.startUs()).values().stream()
                        .sorted()
                        .toList();
                assertThat(window.sampleCount()).isEqualTo(sorted.size());
                assertThat(window.latencyP50Us()).isEqualTo(sorted.get((sorted.size() + 1) / 2 - 1));
            }
        }
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
            if (window.size() > RULES.mostSamples()) {
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

    private Optional<SampleFault> add(String linkId, long eventMs, long latencyUs) {
        return add(linkId, eventMs, eventMs, latencyUs);
    }

    private Optional<SampleFault> add(String linkId, long eventMs, long arrivedMs, long latencyUs) {
        return book.add(0, sample(linkId, eventMs * 1_000, latencyUs, 0), arrivedMs * 1_000);
    }

    private void lose(String linkId, long eventMs) {
        assertThat(book.add(0, sample(linkId, eventMs * 1_000, 0, 1), eventMs * 1_000))
                .isEmpty();
    }

    private static Sample sample(String linkId, long eventUs, long latencyUs, double loss) {
        return new Sample(linkId, "atlas", eventUs, latencyUs, 10, loss, 0);
    }
}
