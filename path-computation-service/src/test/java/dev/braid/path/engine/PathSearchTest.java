package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
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
            RandomNetwork.Asked asked = network.asked();
            SearchRequest request = asked.request();
            Optional<int[]> best = new ExhaustiveSearch(network.graph, network.load, asked).best();
            Optional<int[]> actual = new PathSearch(network.load).find(request).arcs();
            assertThat(actual.map(Arrays::toString))
                    .as("graph %d of seed %d: %s", i, seed, request)
                    .isEqualTo(best.map(Arrays::toString));
            found += best.isPresent() ? 1 : 0;
            bounded += boundCosts(network, request, best) ? 1 : 0;
        }
        assertThat(found).as("graphs with a path").isGreaterThan(GRAPHS / 5);
        assertThat(bounded).as("graphs in which the bound costs money").isGreaterThan(GRAPHS / 200);
    }

    private static boolean boundCosts(RandomNetwork network, SearchRequest request, Optional<int[]> best) {
        return best.isPresent()
                && !request.weighing().equals(Weighing.LATENCY)
                && !Arrays.equals(
                        best.get(),
                        new PathSearch(network.load)
                                .find(request.withoutBounds())
                                .arcs()
                                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void theWidestBandwidthIsThatOfTheWidestPath(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            RandomNetwork.Asked asked = network.asked();
            assertThat(new PathSearch(network.load).widestBps(asked.request()))
                    .as("graph %d of seed %d", i, seed)
                    .isEqualTo(new ExhaustiveSearch(network.graph, network.load, asked.ofAnyBandwidth()).widest());
        }
    }

    @Test
    void mixesInProportionAreTheSame() {
        assertThat(Weighing.mix(6, 4, 0)).isEqualTo(Weighing.mix(3, 2, 0));
        assertThat(Weighing.mix(0, 12, 18)).isEqualTo(new Weighing(0, 2, 3));
        assertThat(Weighing.mix(1_000_000, 0, 0)).isEqualTo(Weighing.LATENCY);
        assertThatThrownBy(() -> Weighing.mix(0, 0, 0)).hasMessageContaining("all of its weights are 0");
        assertThatThrownBy(() -> Weighing.mix(0, -1, 0)).hasMessage("perPriceMicro is -1, not between 0 and 1000000");
    }

    /** With room for a few labels only. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSearchThatRunsOutOfRoomSaysSoAndStillKnowsWhetherThereIsAPath(long seed) {
        Random random = new Random(seed);
        int notProven = 0;
        for (int i = 0; i < GRAPHS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            RandomNetwork.Asked asked = network.asked();
            SearchRequest request = asked.request();
            ExhaustiveSearch all = new ExhaustiveSearch(network.graph, network.load, asked);
            SearchResult result = new PathSearch(network.load, () -> new BoundedPath(0, 30)).find(request);
            String as = "graph %d of seed %d: %s".formatted(i, seed, request);
            switch (result) {
                case SearchResult.Found(int[] path) ->
                    assertThat(path).as(as).isEqualTo(all.best().orElseThrow());
                case SearchResult.None() -> assertThat(all.best()).as(as).isEmpty();
                case SearchResult.GaveUp() -> throw new AssertionError(as);
                case SearchResult.NotProven(int[] path) -> {
                    assertThat(all.keeps(path)).as(as).isTrue();
                    notProven++;
                }
            }
        }
        assertThat(notProven).isPositive();
    }

    @Test
    void aSearchDoesNotRememberTheOneBefore() {
        Random random = new Random(7);
        RandomNetwork network = new RandomNetwork(random);
        PathSearch search = new PathSearch(network.load);
        SearchRequest request = network.request();
        Optional<String> first = search.find(request).arcs().map(Arrays::toString);
        for (int i = 0; i < 100; i++) {
            search.find(network.request());
            assertThat(search.find(request).arcs().map(Arrays::toString)).isEqualTo(first);
        }
    }

    @Test
    void findsACheapPathUnderATightBoundInALargeGrid() {
        int side = 40;
        NetworkGraph graph = grid(side);
        Random random = new Random(4);
        long[] latency = random.longs(graph.arcCount(), 1, 101).toArray();
        long[] price = random.longs(graph.arcCount(), 0, 100).toArray();
        long[] capacity = new long[graph.arcCount()];
        Arrays.fill(capacity, 10);
        PathSearch search = new PathSearch(new NetworkLoad(graph, latency, price, capacity));
        SearchRequest free = new SearchRequest(
                new int[] {0},
                new int[] {side * side - 1},
                Weighing.LATENCY,
                10,
                Map.of(),
                List.of(),
                new BitSet(),
                List.of());
        long fastest = sum(search.find(free).arcs().orElseThrow(), latency);
        long bound = fastest * 11 / 10;
        int[] cheap = search.find(free.withWeighing(Weighing.PRICE).withBound(Resource.LATENCY, bound))
                .arcs()
                .orElseThrow();
        assertThat(sum(cheap, latency)).isBetween(fastest, bound);
    }

    private static long sum(int[] arcs, long[] of) {
        return Arrays.stream(arcs).mapToLong(arc -> of[arc]).sum();
    }

    /** Numbered row by row in the draft. */
    static NetworkGraph grid(int side) {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < side * side; node++) {
            draft.node(0, 0, 0);
        }
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int node = row * side + column;
                for (int next : new int[] {column + 1 < side ? node + 1 : -1, row + 1 < side ? node + side : -1}) {
                    if (next >= 0) {
                        draft.arc(node, next, 0, false);
                        draft.arc(next, node, 0, false);
                    }
                }
            }
        }
        int[] mates = new int[4 * side * (side - 1)];
        Arrays.setAll(mates, arc -> arc ^ 1);
        return draft.numbered(mates).graph();
    }
}
