package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads hold and let go while others look as a builder of bounds does: first at the count, then at the bandwidth. */
class ShownBandwidthTest {
    private static final long MBPS = 1_000_000;
    private static final long NANOS = 1_000_000_000L;
    private static final int OVER = Integer.MAX_VALUE;

    private final NetworkLoad load = RandomWan.load(new Random(1), 4, 10);
    private final int arc = 0;

    /** What its class had counted before the arc or its mate was seen last with too little. */
    private BandwidthClasses.Counts countsWhenFull;

    private boolean wasFull;

    /** From another class into that of what is needed; then within it. */
    @ParameterizedTest
    @CsvSource({"1, 100, 50", "2, 100, 50", "1, 1090, 1050", "2, 1090, 1050"})
    void whoeverSawALinkTooFullLearnsThatItIsNotSoAnyMore(int writers, int most, int need) throws Exception {
        load.take(arc, load.residualBps(arc) - most * MBPS);
        int bandwidthClass = BandwidthClasses.of(need);
        boolean within = BandwidthClasses.of(most - 60) == bandwidthClass;
        CyclicBarrier barrier = new CyclicBarrier(writers + 1);
        long end = System.nanoTime() + NANOS;
        int rounds = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            while (System.nanoTime() < end) {
                load.take(arc, 60 * MBPS);
                wasFull = false;
                Future<?>[] done = new Future<?>[writers];
                for (int writer = 0; writer < writers; writer++) {
                    boolean lets = writer == 0;
                    done[writer] = threads.submit(() -> {
                        barrier.await();
                        for (int i = 0; i < 20; i++) {
                            load.take(arc, (lets ? -60 : 5) * MBPS);
                            load.take(arc, (lets ? 60 : -5) * MBPS);
                        }
                        load.take(arc, lets ? -60 * MBPS : 0);
                        return null;
                    });
                }
                barrier.await();
                while (!allDone(done)) {
                    look(bandwidthClass, need);
                }
                for (Future<?> each : done) {
                    each.get();
                }
                assertThat(load.fits(arc, need * MBPS)).isTrue();
                BandwidthClasses.Counts now = load.classes().counts(bandwidthClass);
                assertThat(wasFull
                                && countsWhenFull.returns() == now.returns()
                                && (!within || countsWhenFull.rises() == now.rises()))
                        .as("round %d: a bound that leaves the link out would stay", rounds)
                        .isFalse();
                rounds++;
            }
        }
        assertThat(rounds).isPositive();
    }

    @Test
    void aLinkThatFailsWhileBandwidthIsLetGoStaysOutOfOrder() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long end = System.nanoTime() + NANOS;
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> holder = threads.submit(() -> {
                for (int round = 1; awaitRound(begun, round); round++) {
                    load.take(arc, 5 * MBPS);
                    load.take(arc, -5 * MBPS);
                    done.set(round);
                }
            });
            int wrong = 0;
            int round = 0;
            while (System.nanoTime() < end) {
                begun.set(++round);
                load.measure(arc, load.latencyUs(arc), false);
                awaitRound(done, round);
                wrong += load.fits(arc, MBPS) ? 1 : 0;
                load.measure(arc, load.latencyUs(arc), true);
            }
            begun.set(OVER);
            holder.get();
            assertThat(wrong).as("of %d rounds", round).isZero();
        }
    }

    /** Waits for the round, and says whether it comes. */
    private static boolean awaitRound(AtomicInteger counter, int round) {
        int reached = counter.get();
        while (reached != OVER && reached < round) {
            Thread.onSpinWait();
            reached = counter.get();
        }
        return reached != OVER;
    }

    private static boolean allDone(Future<?>[] futures) {
        for (Future<?> future : futures) {
            if (!future.isDone()) {
                return false;
            }
        }
        return true;
    }

    private void look(int bandwidthClass, int need) {
        load.classes().watch(bandwidthClass);
        BandwidthClasses.Counts counts = load.classes().counts(bandwidthClass);
        int there = load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE];
        int back = load.records[NetworkLoad.STRIDE * load.graph().mate(arc) + NetworkLoad.FREE];
        if ((there < need || back < need) && load.classes().isWatched(bandwidthClass)) {
            wasFull = true;
            countsWhenFull = counts;
        }
    }
}
