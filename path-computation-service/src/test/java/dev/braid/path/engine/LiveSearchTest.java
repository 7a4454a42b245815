package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One network lives: weights rise and fall, links fail, bandwidth is held and let go, and every answer stays exact. */
class LiveSearchTest {
    private static final int NETWORKS = 12;
    private static final int STEPS = 1500;
    private static final long MBPS = 1_000_000;
    private static final List<Weighing> WEIGHINGS =
            List.of(Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS, new Weighing(3, 2, 0), new Weighing(2, 0, 50));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void everyAnswerIsExactAndTheSameAsWithoutMemory(long seed) {
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < NETWORKS; i++) {
            int nodes = 10 + random.nextInt(70);
            NetworkLoad load = RandomWan.load(random, nodes, i % 2 == 0 ? 6 : 2000);
            ShortestPath search = new ShortestPath();
            int[][] targets = targets(random, nodes);
            NetworkLoad older = load.copy();
            for (int step = 0; step < STEPS; step++) {
                change(random, load);
                PathQuery query = query(random, nodes, targets);
                BitSet excluded = BitSet.valueOf(new long[] {random.nextInt(4) == 0 ? 1 << random.nextInt(4) : 0});
                query.filter(load.graph().filters().of(List.of(ArcRule.none(ArcRule.Subject.PROVIDER, excluded))));
                int[] answer = answer(search, load, query);
                String best = new ReferenceSearch(
                                load, query, arc -> !excluded.get(load.graph().provider(arc)) && !query.refuses(arc))
                        .best();
                String as = "network %d, step %d of seed %d: %s".formatted(i, step, seed, query.weighing);
                assertThat(answer == null ? "none" : ReferenceSearch.of(load, query.weighing, answer, answer.length))
                        .as(as)
                        .isEqualTo(best);
                if (step % 300 == 299) {
                    older = load.copy();
                }
                if (step % 10 == 0) {
                    assertThat(answer(new ShortestPath(), RandomWan.rebuilt(load), query))
                            .as(as)
                            .isEqualTo(answer);
                    assertThat(answer(search, load.copy(), query)).as(as).isEqualTo(answer);
                    assertThat(answer(search, older, query))
                            .as(as)
                            .isEqualTo(answer(new ShortestPath(), RandomWan.rebuilt(older), query));
                }
                found += answer == null ? 0 : 1;
            }
        }
        assertThat(found).isGreaterThan(NETWORKS * STEPS / 3);
    }

    private static int[] answer(ShortestPath search, NetworkLoad load, PathQuery query) {
        return search.find(load, query) ? Arrays.copyOf(search.arcs(), search.length()) : null;
    }

    private static int[][] targets(Random random, int nodes) {
        int[][] targets = new int[4][];
        Arrays.setAll(
                targets,
                i -> random.ints(1 + i / 2, 0, nodes).distinct().sorted().toArray());
        return targets;
    }

    private static PathQuery query(Random random, int nodes, int[][] targets) {
        int[] some = targets[random.nextInt(targets.length)];
        int[] others = IntStream.range(0, nodes)
                .filter(node -> Arrays.binarySearch(some, node) < 0)
                .toArray();
        int[] sources = random.ints(1 + random.nextInt(2), 0, others.length)
                .map(i -> others[i])
                .distinct()
                .sorted()
                .toArray();
        PathQuery query = new PathQuery()
                .between(sources, some)
                .weighing(WEIGHINGS.get(random.nextInt(WEIGHINGS.size())))
                .bandwidthBps(random.nextInt(8) * 10 * MBPS + (random.nextInt(3) - 1) * 500_000L & Long.MAX_VALUE);
        if (query.bandwidthBps > 100 * MBPS) {
            query.bandwidthBps(0);
        }
        return random.nextInt(5) == 0 ? query.refusedArcs(random.nextInt(20), 20 + random.nextInt(20)) : query;
    }

    private static void change(Random random, NetworkLoad load) {
        int arc = random.nextInt(load.graph().arcCount());
        switch (random.nextInt(8)) {
            case 0 -> load.measure(arc, 1 + random.nextInt(2 * load.latencyUs(arc) + 1), load.usable(arc));
            case 1 -> load.measure(arc, 1 + load.latencyUs(arc) / 2, load.usable(arc));
            case 2 -> load.measure(arc, load.latencyUs(arc), random.nextInt(4) > 0);
            case 3 -> load.price(arc, random.nextInt(20));
            case 4 -> {
                // A latency that stays up, so that the least is raised.
                long high = 3L * load.latencyUs(arc);
                for (int i = 0; i < 150 && high < 100_000; i++) {
                    load.measure(arc, high + random.nextInt(5), load.usable(arc));
                }
            }
            default -> load.take(arc, random.nextInt(-30, 31) * MBPS + random.nextInt(-2, 3) * 250_000L);
        }
    }
}
