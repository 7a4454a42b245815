package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jgrapht.alg.shortestpath.YenKShortestPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlternativesSearchTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Weighing> WEIGHINGS = RandomNetwork.WEIGHINGS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void agreesWithExhaustiveSearchPathByPath(long seed) {
        Random random = new Random(seed);
        AlternativesSearch search = new AlternativesSearch();
        int paths = 0;
        for (int i = 0; i < 1000; i++) {
            RandomNetwork network = new RandomNetwork(random);
            NetworkLoad load = i % 3 == 0 ? RandomWan.load(random, 7, 3) : network.load;
            PathQuery query =
                    i % 3 == 0 ? query(random, 7).bandwidthBps(random.nextInt(20) * 1_000_000L) : network.query();
            query.bandwidthBps(query.bandwidthBps / 2);
            List<int[]> all = new AllPaths(load, query).inOrder();
            int most = 1 + random.nextInt(20);
            assertThat(arcs(search, search.find(load, query, most)))
                    .as("network %d of seed %d", i, seed)
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(all.subList(0, Math.min(most, all.size())));
            paths += Math.min(most, all.size());
        }
        assertThat(paths).isGreaterThan(3000);
    }

    private static List<int[]> arcs(AlternativesSearch search, int count) {
        return IntStream.range(0, count)
                .mapToObj(search::path)
                .map(path -> Arrays.copyOf(path.arcs(), path.length()))
                .toList();
    }

    /** After searches that refined the bounds, and without: the same paths, as dear as those of Yen's algorithm. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithYenOfJGraphTOnLargerNetworks(long seed) {
        Random random = new Random(seed);
        NetworkLoad load = RandomWan.load(random, 150, 300);
        ShortestPath single = new ShortestPath();
        AlternativesSearch search = new AlternativesSearch();
        for (int i = 0; i < 30; i++) {
            PathQuery query = query(random, 150);
            for (int round = 0; round < 20; round++) {
                single.find(load, query);
            }
            List<int[]> paths = arcs(search, search.find(load, query, 12));
            var graph = JGraphTNetwork.of(load, query);
            long[] weights = new YenKShortestPath<>(graph)
                    .getPaths(query.sources[0], query.targets[0], 12).stream()
                            .mapToLong(path -> (long) path.getWeight())
                            .toArray();
            assertThat(paths.stream()
                            .mapToLong(path -> Arrays.stream(path)
                                    .mapToLong(arc -> ReferenceSearch.weight(query.weighing, load, arc))
                                    .sum()))
                    .containsExactly(Arrays.stream(weights).boxed().toArray(Long[]::new));
            AlternativesSearch fresh = new AlternativesSearch();
            assertThat(arcs(fresh, fresh.find(RandomWan.rebuilt(load), query, 12)))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(paths);
        }
    }

    private static PathQuery query(Random random, int nodes) {
        return new PathQuery()
                .between(new int[] {random.nextInt(nodes / 2)}, new int[] {nodes / 2 + random.nextInt(nodes / 2)})
                .weighing(WEIGHINGS.get(random.nextInt(WEIGHINGS.size())))
                .bandwidthBps(random.nextInt(70) * 1_000_000L);
    }

    @Test
    void askingMakesNoGarbage() {
        NetworkLoad load = RandomWan.load(new Random(1), 300, 1000);
        Random random = new Random(2);
        PathQuery[] queries =
                IntStream.range(0, 60).mapToObj(_ -> query(random, 300)).toArray(PathQuery[]::new);
        AlternativesSearch search = new AlternativesSearch();
        long least = Long.MAX_VALUE;
        // Arrays grow at first, and compilers allocate: not every time.
        for (int round = 0; round < 300 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (PathQuery query : queries) {
                search.find(load, query, 8);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
