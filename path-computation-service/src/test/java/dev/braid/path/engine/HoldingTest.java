package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldingTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int MEETINGS = 100_000;

    private record Held(int[] path, long bps) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threadsThatHoldAndLetGoNeverOverbookNorLose(long seed) throws InterruptedException, ExecutionException {
        NetworkLoad load = RandomWan.load(new Random(seed), 30, 50);
        long[] before = residuals(load);
        List<List<Held>> left = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<Held>>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(seed * 100 + thread);
                work.add(threads.submit(() -> churn(load, random)));
            }
            for (Future<List<Held>> each : work) {
                left.add(each.get());
            }
        }
        long[] expected = before.clone();
        left.stream().flatMap(List::stream).forEach(held -> {
            for (int arc : held.path) {
                expected[arc] -= held.bps;
                expected[load.graph().mate(arc)] -= held.bps;
            }
        });
        assertThat(residuals(load)).isEqualTo(expected);
        assertThat(Arrays.stream(expected).min().orElseThrow()).isNotNegative();
        assertThat(left.stream().mapToInt(List::size).sum()).isPositive();
        for (int arc = 0; arc < load.graph().arcCount(); arc++) {
            assertThat(load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE])
                    .as("what searches see of arc %d", arc)
                    .isEqualTo((int) (expected[arc] / 1_000_000));
        }
    }

    private static List<Held> churn(NetworkLoad load, Random random) {
        ShortestPath search = new ShortestPath();
        List<Held> held = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (held.size() > 12 || !held.isEmpty() && random.nextInt(3) == 0) {
                Held gone = held.remove(random.nextInt(held.size()));
                load.release(gone.path, gone.path.length, gone.bps);
            }
            int source = random.nextInt(load.graph().nodeCount());
            int target = (source + 1 + random.nextInt(load.graph().nodeCount() - 1))
                    % load.graph().nodeCount();
            long bps = 1_000_000L * (5 + random.nextInt(60)) + random.nextInt(3) * 300_000L;
            PathQuery query = new PathQuery()
                    .between(new int[] {source}, new int[] {target})
                    .bandwidthBps(bps);
            if (search.find(load, query) && load.tryHold(search.arcs(), search.length(), bps)) {
                held.add(new Held(Arrays.copyOf(search.arcs(), search.length()), bps));
            }
        }
        return held;
    }

    /** Two threads meet at the same link again and again: whoever shows last must have seen what the other one did. */
    @Test
    void whatIsShownIsWhatIsLeftAfterTwoMetAtOneLink() throws InterruptedException, ExecutionException {
        NetworkLoad load = RandomWan.load(new Random(4), 20, 50);
        int[] path = Arrays.copyOf(firstPath(load), 1);
        AtomicInteger arrivals = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> work = new ArrayList<>();
            for (long bps : new long[] {1_000_000, 2_000_000}) {
                work.add(threads.submit(() -> {
                    for (int meeting = 0; meeting < MEETINGS; meeting++) {
                        meet(arrivals, 4 * meeting + 2);
                        if (load.tryHold(path, 1, bps)) {
                            load.release(path, 1, bps);
                        }
                        meet(arrivals, 4 * meeting + 4);
                        if (load.records[NetworkLoad.STRIDE * path[0] + NetworkLoad.FREE]
                                != load.residualBps(path[0]) / 1_000_000) {
                            wrong.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        assertThat(wrong).hasValue(0);
    }

    private static void meet(AtomicInteger arrivals, int expected) {
        arrivals.incrementAndGet();
        while (arrivals.get() < expected) {
            Thread.yield();
        }
    }

    private static long[] residuals(NetworkLoad load) {
        return IntStream.range(0, load.graph().arcCount())
                .mapToLong(load::residualBps)
                .toArray();
    }

    @Test
    void aPathThatFitsOnlyInPartIsNotHeldAtAll() {
        NetworkLoad load = RandomWan.load(new Random(4), 20, 50);
        int[] path = firstPath(load);
        load.take(path[path.length - 1], load.residualBps(path[path.length - 1]) - 5);
        long[] before = residuals(load);

        assertThat(load.tryHold(path, path.length, 6)).isFalse();
        assertThat(residuals(load)).isEqualTo(before);
        assertThat(load.tryHold(path, path.length, 5)).isTrue();
        load.release(path, path.length, 5);
        assertThat(residuals(load)).isEqualTo(before);
    }

    private static int[] firstPath(NetworkLoad load) {
        ShortestPath search = new ShortestPath();
        for (int target = load.graph().nodeCount() - 1; ; target--) {
            PathQuery query =
                    new PathQuery().between(new int[] {0}, new int[] {target}).bandwidthBps(10);
            if (search.find(load, query) && search.length() > 1) {
                return Arrays.copyOf(search.arcs(), search.length());
            }
        }
    }
}
