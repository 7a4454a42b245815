package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.engine.PairSearch.Apart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairSearchTest {
    private static final int NETWORKS = 1_500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void pairsDoWhatIsAskedAndAreTheBestWhereThatIsProven(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < NETWORKS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            SearchRequest request = asked(network, random);
            Apart apart = Apart.values()[random.nextInt(Apart.values().length)];
            String as = "network %d of seed %d, %s: %s".formatted(i, seed, apart, request);
            PathSearch single = new PathSearch(network.load);
            PairResult result = single.pairs().find(request, apart, false);
            Optional<PathPair> found = result.pair();
            PathQuery query = single.query(request);
            AllPaths all = new AllPaths(network.load, query);
            Predicate<int[]> keeps = path -> keepsBounds(network.load, request, path);
            boolean free = request.bounds().isEmpty() && request.waypoints().isEmpty();
            Optional<long[]> least = all.leastPair((one, other) -> keeps.test(one)
                    && keeps.test(other)
                    && apart(network.graph, apart, one, other)
                    && (leadsThrough(network.graph, request, one) || leadsThrough(network.graph, request, other)));
            count(seen, found.isPresent() ? "found" : least.isPresent() ? "missed" : "none");
            if (found.isEmpty() && request.waypoints().isEmpty()) {
                // So small a network has so few paths that all of them are tried.
                assertThat(result).as(as).isEqualTo(new PairResult.None());
            }
            if (free) {
                assertThat(found.isPresent()).as(as).isEqualTo(least.isPresent());
            }
            found.ifPresent(pair -> {
                assertPair(network, request, apart, pair, as);
                if (pair.proven()) {
                    assertThat(weight(all, pair)).as(as).isEqualTo(least.orElseThrow()[0]);
                    count(seen, "proven");
                }
                count(seen, pair.proven() || free ? "free" : "bounded");
            });
            Optional<PathPair> mostly =
                    single.pairs().find(request, apart, true).pair();
            if (found.isPresent()) {
                assertThat(mostly.map(PairSearchTest::text)).as(as).isEqualTo(found.map(PairSearchTest::text));
            } else {
                mostly.ifPresent(pair -> {
                    assertPath(network, request, pair.working(), as);
                    assertPath(network, request, pair.protection(), as);
                    assertThat(pair.proven()).as(as).isFalse();
                    count(seen, "mostly");
                });
            }
        }
        assertThat(seen.get("found")).as("%s", seen).isGreaterThan(NETWORKS / 20);
        assertThat(seen.get("bounded")).as("%s", seen).isGreaterThan(NETWORKS / 200);
        assertThat(seen.get("mostly")).as("%s", seen).isGreaterThan(NETWORKS / 20);
        assertThat(seen.get("missed")).as("%s", seen).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void withTooLittleRoomItGivesUpAndNeverSaysThatThereIsNone(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < NETWORKS; i++) {
            RandomNetwork network = new RandomNetwork(random);
            SearchRequest request = asked(network, random);
            Apart apart = Apart.values()[random.nextInt(Apart.values().length)];
            PathSearch narrow = new PathSearch(network.load, () -> new BoundedPath(0, 10));
            String as = "network %d of seed %d, %s: %s".formatted(i, seed, apart, request);
            PairResult known = new PathSearch(network.load).pairs().find(request, apart, false);
            PairResult result = new PairSearch(network.load, narrow, 0).find(request, apart, false);
            count(seen, result.getClass().getSimpleName());
            switch (result) {
                case PairResult.Found(var pair) -> assertPair(network, request, apart, pair, as);
                case PairResult.None() -> assertThat(known).as(as).isEqualTo(new PairResult.None());
                case PairResult.GaveUp() -> count(seen, known.pair().isPresent() ? "missed" : "unproven");
            }
        }
        assertThat(seen).as("%s", seen).containsKeys("Found", "None", "GaveUp", "missed", "unproven");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 7})
    void itGivesUpWhereMoreWorkingPathsThanItMayTryAllHaveNoSecondOne(long stages) {
        // From node to node two links each, and over the last one alone; besides that a way which is too slow.
        int last = (int) stages + 1;
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node <= last; node++) {
            draft.node(0, 0, 0);
        }
        List<int[]> links = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            links.add(new int[] {stage, stage + 1, 1});
            links.add(new int[] {stage, stage + 1, 1});
        }
        links.add(new int[] {last - 1, last, 10});
        links.add(new int[] {0, last, (int) stages + 13});
        int[] mate = new int[2 * links.size()];
        Arrays.setAll(mate, arc -> arc ^ 1);
        links.forEach(link -> {
            draft.arc(link[0], link[1], 0, true);
            draft.arc(link[1], link[0], 0, true);
        });
        GraphDraft.Numbered numbered = draft.numbered(mate);
        int[] node = numbered.nodeOfDraft();
        long[] latency = new long[mate.length];
        for (int link = 0; link < links.size(); link++) {
            latency[numbered.arcOfDraft()[2 * link]] = links.get(link)[2];
            latency[numbered.arcOfDraft()[2 * link + 1]] = links.get(link)[2];
        }
        long[] ones = new long[mate.length];
        Arrays.fill(ones, 1);
        SearchRequest request = new SearchRequest(
                new int[] {node[0]},
                new int[] {node[last]},
                Weighing.LATENCY,
                1,
                Map.of(Resource.LATENCY, stages + 12),
                List.of(),
                new BitSet(),
                List.of());

        PairResult result = new PathSearch(new NetworkLoad(numbered.graph(), latency, ones, ones))
                .pairs()
                .find(request, Apart.LINKS, false);

        assertThat(result).isEqualTo(stages == 5 ? new PairResult.None() : new PairResult.GaveUp());
    }

    @Test
    void aLinkIsSharedAlsoWhereItIsUsedTheOtherWay() {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < 4; node++) {
            draft.node(0, 0, 0);
        }
        int[][] links = {{0, 1}, {1, 2}, {2, 3}, {0, 2}, {1, 3}};
        int[] mate = new int[2 * links.length];
        for (int i = 0; i < links.length; i++) {
            draft.arc(links[i][0], links[i][1], 0, true);
            draft.arc(links[i][1], links[i][0], 0, true);
            mate[2 * i] = 2 * i + 1;
            mate[2 * i + 1] = 2 * i;
        }
        GraphDraft.Numbered numbered = draft.numbered(mate);
        long[] ones = new long[mate.length];
        Arrays.fill(ones, 1);
        PathSearch single = new PathSearch(new NetworkLoad(numbered.graph(), ones, ones, ones));
        int[] number = numbered.nodeOfDraft();
        SearchRequest throughBoth = new SearchRequest(
                new int[] {number[0]},
                new int[] {number[3]},
                Weighing.LATENCY,
                1,
                Map.of(),
                List.of(),
                new BitSet(),
                List.of(new int[] {number[1]}, new int[] {number[2]}));

        assertThat(single.find(throughBoth).arcs()).isPresent();
        assertThat(single.pairs().find(throughBoth, Apart.LINKS, false)).isEqualTo(new PairResult.None());
    }

    private static SearchRequest asked(RandomNetwork network, Random random) {
        SearchRequest request = network.request();
        if (random.nextInt(3) == 0) {
            return request.withoutBounds();
        }
        if (random.nextInt(3) == 0) {
            request = request.withBound(Resource.PRICE, random.nextInt(12));
        }
        if (random.nextInt(3) == 0) {
            request = request.withBound(Resource.HOPS, 1 + random.nextInt(3));
        }
        return random.nextInt(5) > 0
                ? request
                : new SearchRequest(
                        request.sources(),
                        request.targets(),
                        request.weighing(),
                        request.bandwidthBps(),
                        request.bounds(),
                        request.rules(),
                        request.refusedArcs(),
                        List.of(new int[] {random.nextInt(network.graph.nodeCount())}));
    }

    private static void assertPair(
            RandomNetwork network, SearchRequest request, Apart apart, PathPair pair, String as) {
        assertPath(network, request, pair.working(), as);
        assertPath(network, request, pair.protection(), as);
        assertThat(apart(network.graph, apart, pair.working(), pair.protection()))
                .as(as)
                .isTrue();
        if (request.waypoints().isEmpty()) {
            PathQuery query = new PathSearch(network.load).query(request);
            assertThat(weight(network.load, query, pair.working()))
                    .as(as)
                    .isLessThanOrEqualTo(weight(network.load, query, pair.protection()));
        } else {
            assertThat(leadsThrough(network.graph, request, pair.working()))
                    .as(as)
                    .isTrue();
        }
    }

    private static void assertPath(RandomNetwork network, SearchRequest request, int[] path, String as) {
        NetworkGraph graph = network.graph;
        Set<Integer> nodes = new HashSet<>(Set.of(graph.tail(path[0])));
        assertThat(contains(request.sources(), graph.tail(path[0]))).as(as).isTrue();
        assertThat(contains(request.targets(), graph.head(path[path.length - 1])))
                .as(as)
                .isTrue();
        for (int hop = 0; hop < path.length; hop++) {
            int arc = path[hop];
            assertThat(hop == 0 || graph.head(path[hop - 1]) == graph.tail(arc))
                    .as(as)
                    .isTrue();
            assertThat(nodes.add(graph.head(arc))).as("%s: no loop", as).isTrue();
            assertThat(network.load.usable(arc) && network.load.usable(graph.mate(arc)))
                    .as(as)
                    .isTrue();
            assertThat(network.load.residualBps(arc)).as(as).isGreaterThanOrEqualTo(request.bandwidthBps());
            assertThat(request.rules()).as(as).allMatch(rule -> rule.admits(graph, arc));
            assertThat(request.refusedArcs().get(arc)).as(as).isFalse();
        }
        assertThat(keepsBounds(network.load, request, path)).as(as).isTrue();
    }

    private static boolean keepsBounds(NetworkLoad load, SearchRequest request, int[] path) {
        return request.bounds().entrySet().stream()
                .allMatch(bound -> AllPaths.used(load, bound.getKey(), path) <= bound.getValue());
    }

    /** With one waypoint at most. */
    private static boolean leadsThrough(NetworkGraph graph, SearchRequest request, int[] path) {
        return request.waypoints().stream()
                .allMatch(nodes -> contains(nodes, graph.tail(path[0]))
                        || Arrays.stream(path).anyMatch(arc -> contains(nodes, graph.head(arc))));
    }

    private static boolean contains(int[] numbers, int number) {
        return Arrays.stream(numbers).anyMatch(each -> each == number);
    }

    private static boolean apart(NetworkGraph graph, Apart apart, int[] one, int[] other) {
        return !AllPaths.shareLink(graph, one, other)
                && switch (apart) {
                    case LINKS -> true;
                    case NODES -> !AllPaths.shareInterior(graph, one, other);
                    case PROVIDERS -> !meet(one, other, arc -> providers(graph, arc));
                    case RISK_GROUPS -> !meet(one, other, arc -> groups(graph, arc));
                };
    }

    private static Set<Integer> providers(NetworkGraph graph, int arc) {
        return new HashSet<>(List.of(graph.provider(arc), graph.provider(graph.mate(arc))));
    }

    private static Set<Integer> groups(NetworkGraph graph, int arc) {
        return IntStream.range(0, graph.riskGroupCount())
                .filter(group -> graph.atRisk(arc, group) || graph.atRisk(graph.mate(arc), group))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static boolean meet(int[] one, int[] other, IntFunction<Set<Integer>> of) {
        Set<Integer> known = new HashSet<>();
        Arrays.stream(one).forEach(arc -> known.addAll(of.apply(arc)));
        return Arrays.stream(other).anyMatch(arc -> of.apply(arc).stream().anyMatch(known::contains));
    }

    private static long weight(AllPaths all, PathPair pair) {
        return all.weight(pair.working()) + all.weight(pair.protection());
    }

    private static long weight(NetworkLoad load, PathQuery query, int[] path) {
        return Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.weight(query.weighing, load, arc))
                .sum();
    }

    private static String text(PathPair pair) {
        return Arrays.toString(pair.working()) + Arrays.toString(pair.protection());
    }

    private static void count(Map<String, Integer> seen, String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
