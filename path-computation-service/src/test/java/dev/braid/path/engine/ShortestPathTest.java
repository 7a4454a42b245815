package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestPathTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void askingMakesNoGarbage() {
        NetworkLoad load = RandomWan.load(new Random(1), 300, 1000);
        PathQuery[] queries = queries(new Random(2), 100);
        ShortestPath search = new ShortestPath();
        long least = Long.MAX_VALUE;
        // Bounds for classes of bandwidth are built as they become worth it, and compilers allocate: not every time.
        for (int round = 0; round < 300 && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (PathQuery query : queries) {
                search.find(load, query);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static PathQuery[] queries(Random random, int count) {
        PathQuery[] queries = new PathQuery[count];
        Arrays.setAll(
                queries,
                _ -> new PathQuery()
                        .between(new int[] {random.nextInt(150)}, new int[] {150 + random.nextInt(150)})
                        .weighing(List.of(Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS)
                                .get(random.nextInt(3)))
                        .bandwidthBps(random.nextInt(100_000_000)));
        return queries;
    }

    /** Latency and price whose sums do not fit into one key side by side. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstWeightIsExactHoweverLargeTheNumbersAre(long seed) {
        Random random = new Random(seed);
        NetworkLoad load = RandomWan.load(random, 120, NetworkLoad.MAX_WEIGHT);
        ShortestPath search = new ShortestPath();
        for (PathQuery query : queries(random, 1)) {
            for (Weighing weighing : List.of(Weighing.LATENCY, Weighing.PRICE, new Weighing(1000, 999, 7))) {
                for (int target = 1; target < 120; target++) {
                    query.between(new int[] {0}, new int[] {target})
                            .weighing(weighing)
                            .bandwidthBps(0);
                    String best = new ReferenceSearch(load, query, _ -> true).best();
                    assertThat(search.find(load, query)).isEqualTo(!best.equals("none"));
                    if (!best.equals("none")) {
                        String found = ReferenceSearch.of(load, weighing, search.arcs(), search.length());
                        assertThat(found.split("/", -1)[0]).isEqualTo(best.split("/", -1)[0]);
                    }
                }
            }
        }
    }

    @Test
    void weightsTooLargeForTheNetworkKeepTheirProportion() {
        NetworkLoad load = RandomWan.load(new Random(5), 120, NetworkLoad.MAX_WEIGHT);
        Weighing heavy = Weighing.mix(Weighing.MAX_WEIGHT, Weighing.MAX_WEIGHT / 3, 1);
        ShortestPath search = new ShortestPath();
        for (int target = 1; target < 120; target++) {
            PathQuery query =
                    new PathQuery().between(new int[] {0}, new int[] {target}).weighing(heavy);
            assertThat(search.find(load, query)).isTrue();
            assertThat(weight(new ReferenceSearch(load, query, _ -> true).best()) * 1.001)
                    .isGreaterThanOrEqualTo(weight(ReferenceSearch.of(load, heavy, search.arcs(), search.length())));
        }
    }

    private static double weight(String weightAndSecond) {
        return Double.parseDouble(weightAndSecond.split("/", -1)[0]);
    }

    @Test
    void aTargetCutOffIsKnownWithoutSearchingEverything() {
        NetworkLoad load = RandomWan.load(new Random(6), 2000, 1000);
        int target = 1000;
        NetworkGraph graph = load.graph();
        PathQuery query = new PathQuery().between(new int[] {1500}, new int[] {target});
        ShortestPath search = new ShortestPath();
        assertThat(search.find(load, query)).isTrue();
        for (int arc = graph.firstOut(target); arc < graph.firstOut(target + 1); arc++) {
            load.measure(arc, load.latencyUs(arc), false);
        }

        assertThat(search.find(load, query)).isFalse();
        assertThat(search.settled()).isLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void rulesAdmitWhatTheySay(long seed) {
        Random random = new Random(seed);
        NetworkGraph graph = RandomWan.load(random, 60, 10).graph();
        BitSet some = BitSet.valueOf(new long[] {random.nextLong()});
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            int[] ends = {graph.tail(arc), graph.head(arc)};
            assertRule(graph, arc, ArcRule.Subject.PROVIDER, some, IntStream.of(graph.provider(arc)));
            assertRule(
                    graph,
                    arc,
                    ArcRule.Subject.COUNTRY,
                    some,
                    IntStream.of(ends).map(graph::country));
            assertRule(
                    graph, arc, ArcRule.Subject.METRO, some, IntStream.of(ends).map(graph::metro));
            assertRule(graph, arc, ArcRule.Subject.NODE, some, IntStream.of(ends));
            assertRule(graph, arc, ArcRule.Subject.ARC, some, IntStream.of(arc));
            assertRule(
                    graph,
                    arc,
                    ArcRule.Subject.RISK_GROUP,
                    some,
                    IntStream.range(graph.firstRiskGroup(arc), graph.firstRiskGroup(arc + 1))
                            .map(graph::riskGroup));
            assertThat(graph.filters().of(List.of(ArcRule.onNet())).admits(arc)).isEqualTo(graph.provider(arc) == 0);
        }
        List<ArcRule> rules = List.of(ArcRule.onNet(), ArcRule.none(ArcRule.Subject.NODE, some));
        assertThat(graph.filters().of(rules)).isSameAs(graph.filters().of(rules.reversed()));
    }

    private static void assertRule(
            NetworkGraph graph, int arc, ArcRule.Subject subject, BitSet some, IntStream numbers) {
        int[] meant = numbers.toArray();
        assertThat(graph.filters().of(List.of(ArcRule.only(subject, some))).admits(arc))
                .isEqualTo(Arrays.stream(meant).allMatch(some::get));
        assertThat(graph.filters().of(List.of(ArcRule.none(subject, some))).admits(arc))
                .isEqualTo(Arrays.stream(meant).noneMatch(some::get));
    }

    @Test
    void figuresThatCannotBeCountedAreRefusedByNameValueAndBound() {
        NetworkGraph graph = RandomWan.load(new Random(1), 10, 5).graph();
        long[] ones = new long[graph.arcCount()];
        Arrays.fill(ones, 1);
        long[] dear = ones.clone();
        dear[3] = NetworkLoad.MAX_WEIGHT + 1L;

        assertThatThrownBy(() -> new NetworkLoad(graph, ones, dear, ones))
                .hasMessage("The price of arc 3 is 2000000001, not between 0 and 2000000000");
        assertThatThrownBy(() -> new Weighing(0, -1, 0)).hasMessage("perPriceMicro is -1, not between 0 and 1000000");
    }
}
