package dev.braid.path.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.engine.RiskTable.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskDisjointSearchTest {
    private static final int ENOUGH = 100_000;
    private static final List<Weighing> WEIGHINGS = RandomNetwork.WEIGHINGS;
    private static final List<Set<Kind>> KINDS =
            List.of(EnumSet.noneOf(Kind.class), EnumSet.of(Kind.RISK_GROUP), EnumSet.of(Kind.PROVIDER));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void agreesWithExhaustiveSearchAndProvesIt(long seed) {
        Random random = new Random(seed);
        RiskDisjointSearch search = new RiskDisjointSearch();
        int pairs = 0;
        for (int i = 0; i < 600; i++) {
            boolean plain = i % 2 == 0;
            NetworkLoad load =
                    plain ? RandomWan.load(random, 4 + random.nextInt(4), 4) : new RandomNetwork(random).load;
            int nodes = load.graph().nodeCount();
            if (nodes < 3) {
                continue;
            }
            PathQuery query = new PathQuery()
                    .between(
                            random.ints(1 + random.nextInt(2), 0, 2)
                                    .distinct()
                                    .sorted()
                                    .toArray(),
                            new int[] {2 + random.nextInt(nodes - 2)})
                    .weighing(WEIGHINGS.get(random.nextInt(WEIGHINGS.size())))
                    .bandwidthBps(plain ? random.nextInt(60) * 1_000_000L : 0);
            Set<Kind> kinds = KINDS.get(i % KINDS.size());
            RiskTable risks = new RiskTable(load.graph(), kinds);
            String as = "network %d of seed %d, %s".formatted(i, seed, kinds);
            AllPaths all = new AllPaths(load, query);
            Optional<long[]> best = all.leastPair(
                    (one, other) -> shared(load.graph(), kinds, one, other).isEmpty());
            assertThat(search.find(load, query, risks, ENOUGH)).as(as).isEqualTo(best.isPresent());
            assertThat(search.proven()).as(as).isTrue();
            assertThat(search.gap()).as(as).isZero();
            if (best.isPresent()) {
                pairs++;
                assertPair(load, kinds, search, all, as);
                assertThat(new long[] {
                            all.weight(first(search)) + all.weight(second(search)),
                            all.second(first(search)) + all.second(second(search))
                        })
                        .as(as)
                        .isEqualTo(best.get());
            }
            assertCutShort(load, query, risks, kinds, search, all, as, best);
            assertThat(search.findMostDisjoint(load, query, risks, ENOUGH))
                    .as(as)
                    .isEqualTo(!all.inOrder().isEmpty());
            if (!all.inOrder().isEmpty()) {
                assertThat(search.sharedRisks().isEmpty()).as(as).isEqualTo(best.isPresent());
                assertPair(load, kinds, search, all, as);
            }
        }
        assertThat(pairs).isGreaterThan(60);
    }

    /** With hardly any budget the answer is a pair all the same where one was met, and its gap is no lie. */
    private static void assertCutShort(
            NetworkLoad load,
            PathQuery query,
            RiskTable risks,
            Set<Kind> kinds,
            RiskDisjointSearch search,
            AllPaths all,
            String as,
            Optional<long[]> best) {
        boolean found = search.find(load, query, risks, 1);
        if (found) {
            assertPair(load, kinds, search, all, as);
            long weight = all.weight(first(search)) + all.weight(second(search));
            assertThat(best.orElseThrow()[0]).as(as).isBetween(weight - search.gap(), weight);
        }
        if (search.proven()) {
            assertThat(found).as(as).isEqualTo(best.isPresent());
        }
    }

    private static void assertPair(
            NetworkLoad load, Set<Kind> kinds, RiskDisjointSearch search, AllPaths all, String as) {
        assertThat(all.inOrder()).as(as).usingElementComparator(Arrays::compare).contains(first(search));
        assertThat(all.inOrder()).as(as).usingElementComparator(Arrays::compare).contains(second(search));
        assertThat(Set.copyOf(search.sharedRisks()))
                .as(as)
                .isEqualTo(shared(load.graph(), kinds, first(search), second(search)));
    }

    private static Set<RiskTable.Risk> shared(NetworkGraph graph, Set<Kind> kinds, int[] one, int[] other) {
        Set<RiskTable.Risk> shared = risks(graph, kinds, one);
        shared.retainAll(risks(graph, kinds, other));
        return shared;
    }

    private static Set<RiskTable.Risk> risks(NetworkGraph graph, Set<Kind> kinds, int[] path) {
        return Arrays.stream(path)
                .boxed()
                .flatMap(arc -> List.of(arc, graph.mate(arc)).stream())
                .flatMap(arc -> {
                    Set<RiskTable.Risk> risks = new java.util.HashSet<>();
                    risks.add(new RiskTable.Risk.Link(Math.min(arc, graph.mate(arc))));
                    if (kinds.contains(Kind.PROVIDER)) {
                        risks.add(new RiskTable.Risk.Shared(Kind.PROVIDER, graph.provider(arc)));
                    }
                    for (int group = 0; group < graph.riskGroupCount(); group++) {
                        if (kinds.contains(Kind.RISK_GROUP) && graph.atRisk(arc, group)) {
                            risks.add(new RiskTable.Risk.Shared(Kind.RISK_GROUP, group));
                        }
                    }
                    return risks.stream();
                })
                .collect(Collectors.toSet());
    }

    private static int[] first(RiskDisjointSearch search) {
        return Arrays.copyOf(search.first().arcs(), search.first().length());
    }

    private static int[] second(RiskDisjointSearch search) {
        return Arrays.copyOf(search.second().arcs(), search.second().length());
    }
}
