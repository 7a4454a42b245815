package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSearchTest {
    private static final int GRAPHS = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void agreesWithExhaustiveSearchArcByArc(long seed) {
        Random random = new Random(seed);
        int found = 0;
        int bounded = 0;
        for (int i = 0; i < GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            SearchRequest request = network.request();
            Optional<int[]> best = new ExhaustiveSearch(network.graph, network.load, request).best();
            Optional<int[]> actual = new PathSearch(network.graph, network.load).find(request);
            assertThat(actual.map(Arrays::toString))
                    .as("graph %d of seed %d: %s", i, seed, request)
                    .isEqualTo(best.map(Arrays::toString));
            found += best.isPresent() ? 1 : 0;
            bounded += boundCosts(network, request, best) ? 1 : 0;
        }
        assertThat(found).as("graphs with a path").isGreaterThan(GRAPHS / 5);
        assertThat(bounded).as("graphs in which the bound costs money").isGreaterThan(GRAPHS / 100);
    }

    private static boolean boundCosts(RandomNetwork network, SearchRequest request, Optional<int[]> best) {
        return best.isPresent()
                && request.metric() == Metric.PRICE
                && !Arrays.equals(
                        best.get(),
                        new PathSearch(network.graph, network.load)
                                .find(request.withAnyLatency())
                                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void theWidestBandwidthIsThatOfTheWidestPath(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            SearchRequest request = network.request();
            assertThat(new PathSearch(network.graph, network.load).widestBps(request))
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(new ExhaustiveSearch(network.graph, network.load, request.withBandwidthBps(0)).widest());
        }
    }

    @Test
    void aSearchDoesNotRememberTheOneBefore() {
        Random random = new Random(7);
        RandomNetwork network = new RandomNetwork(random);
        PathSearch search = new PathSearch(network.graph, network.load);
        SearchRequest request = network.request();
        Optional<String> first = search.find(request).map(Arrays::toString);
        for (int i = 0; i < 100; i++) {
            search.find(network.request());
            assertThat(search.find(request).map(Arrays::toString)).isEqualTo(first);
        }
    }

    @Test
    void findsACheapPathUnderATightBoundInALargeGrid() {
        int side = 40;
        NetworkGraph graph = grid(side);
        long[] residual = new long[graph.arcCount()];
        long[] latency = new long[graph.arcCount()];
        Arrays.fill(residual, 10);
        Random random = new Random(4);
        Arrays.setAll(latency, _ -> 1 + random.nextInt(100));
        PathSearch search = new PathSearch(graph, new NetworkLoad(residual, latency));
        SearchRequest free = new SearchRequest(
                new int[] {0},
                new int[] {side * side - 1},
                Metric.LATENCY,
                10,
                SearchRequest.ANY_LATENCY,
                new BitSet(),
                new BitSet(),
                new BitSet());
        long fastest = sum(search.find(free).orElseThrow(), latency);
        long bound = fastest * 11 / 10;
        int[] cheap = search.find(new SearchRequest(
                        free.sources(),
                        free.targets(),
                        Metric.PRICE,
                        10,
                        bound,
                        new BitSet(),
                        new BitSet(),
                        new BitSet()))
                .orElseThrow();
        assertThat(sum(cheap, latency)).isBetween(fastest, bound);
    }

    private static long sum(int[] arcs, long[] of) {
        return Arrays.stream(arcs).mapToLong(arc -> of[arc]).sum();
    }

    private static NetworkGraph grid(int side) {
        int pairs = 2 * side * (side - 1);
        int[] tail = new int[pairs * 2];
        int[] head = new int[pairs * 2];
        int[] mate = new int[pairs * 2];
        long[] price = new long[pairs * 2];
        Random random = new Random(3);
        int arc = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int node = row * side + column;
                for (int next : new int[] {column + 1 < side ? node + 1 : -1, row + 1 < side ? node + side : -1}) {
                    if (next >= 0) {
                        tail[arc] = node;
                        head[arc] = next;
                        tail[arc + 1] = next;
                        head[arc + 1] = node;
                        mate[arc] = arc + 1;
                        mate[arc + 1] = arc;
                        price[arc] = random.nextInt(100);
                        price[arc + 1] = random.nextInt(100);
                        arc += 2;
                    }
                }
            }
        }
        return new NetworkGraph(tail, head, mate, new int[pairs * 2], price, new int[side * side]);
    }
}
