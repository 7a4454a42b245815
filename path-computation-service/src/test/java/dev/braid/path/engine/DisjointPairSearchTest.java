package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.braid.path.engine.DisjointPairSearch.Apart;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.interfaces.KShortestPathAlgorithm;
import org.jgrapht.alg.shortestpath.BhandariKDisjointShortestPaths;
import org.jgrapht.alg.shortestpath.SuurballeKDisjointShortestPaths;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisjointPairSearchTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Weighing> WEIGHINGS = RandomNetwork.WEIGHINGS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void agreesWithExhaustiveSearch(long seed) {
        Random random = new Random(seed);
        DisjointPairSearch search = new DisjointPairSearch();
        int pairs = 0;
        for (int i = 0; i < 1000; i++) {
            RandomNetwork network = new RandomNetwork(random);
            PathQuery query = network.query();
            query.bandwidthBps(query.bandwidthBps / 2);
            AllPaths all = new AllPaths(network.load, query);
            for (Apart apart : Apart.values()) {
                String as = "network %d of seed %d, %s".formatted(i, seed, apart);
                Optional<long[]> best = all.leastPair((one, other) -> !AllPaths.shareLink(network.graph, one, other)
                        && (apart == Apart.IN_LINKS || !AllPaths.shareInterior(network.graph, one, other)));
                assertThat(search.find(network.load, query, apart)).as(as).isEqualTo(best.isPresent());
                if (best.isPresent()) {
                    pairs++;
                    int[] first =
                            Arrays.copyOf(search.first().arcs(), search.first().length());
                    int[] second = Arrays.copyOf(
                            search.second().arcs(), search.second().length());
                    assertThat(all.inOrder()).as(as).contains(first, second);
                    assertThat(AllPaths.shareLink(network.graph, first, second))
                            .as(as)
                            .isFalse();
                    assertThat(apart == Apart.IN_NODES && AllPaths.shareInterior(network.graph, first, second))
                            .as(as)
                            .isFalse();
                    assertThat(new long[] {
                                all.weight(first) + all.weight(second), all.second(first) + all.second(second)
                            })
                            .as(as)
                            .isEqualTo(best.get());
                }
            }
        }
        assertThat(pairs).isGreaterThan(400);
    }

    /** Weights, bandwidths and order change; bounds are refined and mended; few weights make many equal pairs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void everyPairIsTheLeastAndTheSameAsWithoutMemory(long seed) {
        Random random = new Random(seed);
        DisjointPairSearch search = new DisjointPairSearch();
        int found = 0;
        for (int network = 0; network < 6; network++) {
            int nodes = 20 + random.nextInt(80);
            NetworkLoad load = RandomWan.load(random, nodes, network % 2 == 0 ? 4 : 2000);
            for (int step = 0; step < 250; step++) {
                int arc = random.nextInt(load.graph().arcCount());
                load.measure(arc, 1 + random.nextInt(2 * load.latencyUs(arc)), random.nextInt(8) > 0);
                load.take(random.nextInt(load.graph().arcCount()), random.nextInt(-40, 41) * 1_000_000L);
                PathQuery query = query(random, nodes);
                Apart apart = Apart.values()[step % 2];
                String as = "network %d, step %d of seed %d".formatted(network, step, seed);
                boolean there = search.find(load, query, apart);
                long least = new ReferencePair(load, query, apart == Apart.IN_NODES).least();
                assertThat(there ? weight(load, query, search) : -1).as(as).isEqualTo(least);
                DisjointPairSearch fresh = new DisjointPairSearch();
                assertThat(fresh.find(RandomWan.rebuilt(load), query, apart)).isEqualTo(there);
                assertThat(arcs(fresh))
                        .as(as)
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(arcs(search));
                found += there ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithSuurballeAndBhandariOfJGraphT(long seed) {
        Random random = new Random(seed);
        NetworkLoad load = RandomWan.load(random, 400, 2000);
        DisjointPairSearch search = new DisjointPairSearch();
        for (int i = 0; i < 40; i++) {
            PathQuery query = query(random, 400)
                    .between(new int[] {random.nextInt(200)}, new int[] {200 + random.nextInt(200)})
                    .weighing(i % 2 == 0 ? Weighing.LATENCY : new Weighing(2, 1, 3));
            long weight = search.find(load, query, Apart.IN_LINKS) ? weight(load, query, search) : -1;
            Graph<Integer, DefaultWeightedEdge> graph = JGraphTNetwork.of(load, query);
            assertThat(weight)
                    .isEqualTo(weight(new SuurballeKDisjointShortestPaths<>(graph), query))
                    .isEqualTo(weight(new BhandariKDisjointShortestPaths<>(graph), query));
        }
    }

    private static long weight(KShortestPathAlgorithm<Integer, DefaultWeightedEdge> algorithm, PathQuery query) {
        List<GraphPath<Integer, DefaultWeightedEdge>> paths = algorithm.getPaths(query.sources[0], query.targets[0], 2);
        return paths.size() < 2
                ? -1
                : (long) (paths.getFirst().getWeight() + paths.getLast().getWeight());
    }

    private static PathQuery query(Random random, int nodes) {
        int half = nodes / 2;
        return new PathQuery()
                .between(
                        random.ints(1 + random.nextInt(2), 0, half)
                                .distinct()
                                .sorted()
                                .toArray(),
                        random.ints(1 + random.nextInt(2), half, nodes)
                                .distinct()
                                .sorted()
                                .toArray())
                .weighing(WEIGHINGS.get(random.nextInt(WEIGHINGS.size())))
                .bandwidthBps(random.nextInt(60) * 1_000_000L);
    }

    private static long weight(NetworkLoad load, PathQuery query, DisjointPairSearch search) {
        return arcs(search).stream()
                .flatMapToInt(Arrays::stream)
                .mapToLong(arc -> ReferenceSearch.weight(query.weighing, load, arc))
                .sum();
    }

    private static List<int[]> arcs(DisjointPairSearch search) {
        return Stream.of(search.first(), search.second())
                .map(path -> Arrays.copyOf(path.arcs(), path.length()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Apart.class)
    void askingMakesNoGarbage(Apart apart) {
        NetworkLoad load = RandomWan.load(new Random(1), 300, 1000);
        Random random = new Random(2);
        PathQuery[] queries =
                IntStream.range(0, 60).mapToObj(_ -> query(random, 300)).toArray(PathQuery[]::new);
        DisjointPairSearch search = new DisjointPairSearch();
        long least = Long.MAX_VALUE;
        // Bounds for classes of bandwidth are built as they become worth it, and compilers allocate: not every time.
        for (int round = 0; round < 300 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (PathQuery query : queries) {
                search.find(load, query, apart);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void theShortestPathIsGivenUpWhereItStandsInTheWay() {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < 4; node++) {
            draft.node(0, 0, 0);
        }
        // From 0 to 3: fast over 1 and 2 alone, and slow over each of them.
        int[][] links = {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {0, 2, 5}, {1, 3, 5}};
        for (int[] link : links) {
            draft.arc(link[0], link[1], 0, false);
            draft.arc(link[1], link[0], 0, false);
        }
        GraphDraft.Numbered numbered =
                draft.numbered(IntStream.range(0, 10).map(arc -> arc ^ 1).toArray());
        long[] latency = new long[10];
        for (int arc = 0; arc < 10; arc++) {
            latency[numbered.arcOfDraft()[arc]] = links[arc / 2][2];
        }
        long[] ones = new long[10];
        Arrays.fill(ones, 1);
        NetworkLoad load = new NetworkLoad(numbered.graph(), latency, ones, ones);
        DisjointPairSearch search = new DisjointPairSearch();
        int[] nodes = numbered.nodeOfDraft();

        boolean found =
                search.find(load, new PathQuery().between(new int[] {nodes[0]}, new int[] {nodes[3]}), Apart.IN_NODES);

        assertThat(found).isTrue();
        assertThat(search.first().latencyUs()).isEqualTo(6);
        assertThat(search.second().latencyUs()).isEqualTo(6);
    }
}
