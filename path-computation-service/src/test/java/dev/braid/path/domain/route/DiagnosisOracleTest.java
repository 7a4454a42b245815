package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Network;
import dev.braid.path.engine.Resource;
import dev.braid.path.scenario.RandomWorld;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans, what their parts cost, and what stands in the way of a demand, against every path there is. */
class DiagnosisOracleTest {
    private static final int WORLDS = 150;
    private static final int DEMANDS = 20;
    private static final Map<String, Resource> BOUNDS = Map.of(
            "objectives.max_latency_us", Resource.LATENCY,
            "objectives.max_jitter_us", Resource.JITTER,
            "objectives.max_hops", Resource.HOPS,
            "objectives.max_loss_ratio", Resource.LOSS,
            "objectives.min_availability_ratio", Resource.UNAVAILABILITY,
            "objectives.max_price_micros_per_hour", Resource.PRICE);

    private final Map<String, Integer> seen = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void whatConflictsAndEachWayOutAreThoseOfEveryPath(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = new RandomWorld(random);
            PlanningState state = new PlanningState();
            state.apply(world.change());
            Network network = state.network();
            disturb(network, random);
            for (int j = 0; j < DEMANDS; j++) {
                Demand demand = world.demand();
                Set<String> refused = random.nextInt(4) == 0
                        ? Set.of(world.links()
                                .get(random.nextInt(world.links().size()))
                                .linkId())
                        : Set.of();
                NamedPaths paths = new NamedPaths(network, demand, refused);
                String as = "demand %d in world %d of seed %d: %s without %s".formatted(j, i, seed, demand, refused);
                switch (PathFinder.explain(network, demand, refused, Occasion.of(Cause.INQUIRY))) {
                    case Answer.Found(var plan) -> assertPlan(plan, paths, as);
                    case Answer.None(var rejection) -> assertRejection(rejection, demand, paths, as);
                }
            }
        }
        assertThat(seen.keySet())
                .as("%s", seen)
                .containsAll(BOUNDS.keySet().stream()
                        .map(field -> "way out " + field)
                        .toList())
                .contains("plan", "influence", "way out bandwidth_bps", "way out constraints.waypoints");
        assertThat(seen.get("conflict of several")).as("%s", seen).isGreaterThan(WORLDS / 2);
    }

    /** Full links, broken links, and links that lose, wander and fail. */
    private static void disturb(Network network, Random random) {
        for (int arc = 0; arc < network.index().graph().arcCount(); arc++) {
            if (random.nextInt(4) == 0) {
                network.load()
                        .take(
                                arc,
                                random.nextInt(1 + (int) (network.load().residualBps(arc) / 1_000_000)) * 1_000_000L);
            }
            if (random.nextInt(15) == 0) {
                network.load().measure(arc, network.load().latencyUs(arc), false);
            }
            network.load()
                    .qualities()
                    .set(
                            arc,
                            random.nextInt(4),
                            Resource.ofLoss(random.nextInt(4) / 100.0),
                            Resource.ofAvailability(1 - random.nextInt(4) / 100.0));
        }
    }

    private void assertPlan(Plan plan, NamedPaths paths, String as) {
        long best = paths.without(Set.of()).stream()
                .mapToLong(candidate -> paths.metric(candidate.links()))
                .min()
                .orElseThrow(() -> new AssertionError(as));
        count("plan");
        Map<String, Influence> influences = new TreeMap<>();
        plan.why().influences().forEach(influence -> influences.put(influence.field(), influence));
        Set<String> costly = new TreeSet<>();
        for (String field : paths.fields()) {
            long without = paths.without(Set.of(field)).stream()
                    .mapToLong(candidate -> paths.metric(candidate.links()))
                    .min()
                    .orElseThrow();
            if (without < best) {
                costly.add(field);
                assertThat(influences.get(field)).as("%s: %s", as, field).isNotNull();
                assertThat(influences.get(field).metricWithout())
                        .as("%s: %s", as, field)
                        .isEqualTo(without);
                assertThat(influences.get(field).metricWith())
                        .as("%s: %s", as, field)
                        .isEqualTo(best);
                count("influence");
            }
        }
        assertThat(influences.keySet()).as(as).isEqualTo(costly);
    }

    private void assertRejection(Rejection rejection, Demand demand, NamedPaths paths, String as) {
        assertThat(paths.possible(Set.of())).as("a path of %s", as).isFalse();
        if (!paths.possible(paths.fields())) {
            assertThat(rejection.binding()).as(as).isEqualTo(Binding.NO_ROUTE);
            assertThat(rejection.conflictingFields()).as(as).isEmpty();
            assertThat(rejection.waysOut()).as(as).isEmpty();
            return;
        }
        assertConflict(rejection.conflictingFields(), paths, as);
        Set<String> ways = new TreeSet<>();
        for (String field : paths.fields()) {
            List<NamedPaths.Candidate> candidates = paths.without(Set.of(field));
            if (!candidates.isEmpty() && canBeOffered(field, candidates, paths)) {
                ways.add(field);
            }
        }
        assertThat(rejection.waysOut()).as(as).extracting(WayOut::field).containsExactlyInAnyOrderElementsOf(ways);
        for (WayOut way : rejection.waysOut()) {
            assertOffer(way, demand, paths, "%s: %s".formatted(as, way));
            count("way out " + way.field());
        }
    }

    private void assertConflict(List<String> conflict, NamedPaths paths, String as) {
        Set<String> others = new HashSet<>(paths.fields());
        others.removeAll(conflict);
        assertThat(paths.possible(others))
                .as("%s: with nothing but %s", as, conflict)
                .isFalse();
        for (String field : conflict) {
            Set<String> fewer = new HashSet<>(others);
            fewer.add(field);
            assertThat(paths.possible(fewer))
                    .as("%s: %s, but not %s", as, conflict, field)
                    .isTrue();
        }
        count(conflict.size() > 1 ? "conflict of several" : "conflict of one");
    }

    /** What providers refused cannot be offered, nor less than a Mbit/s. */
    private static boolean canBeOffered(String field, List<NamedPaths.Candidate> candidates, NamedPaths paths) {
        return switch (field) {
            case "refused_link_ids" -> false;
            case "bandwidth_bps" ->
                candidates.stream().anyMatch(candidate -> paths.widthBps(candidate.links()) >= 1_000_000);
            default -> true;
        };
    }

    private static void assertOffer(WayOut way, Demand demand, NamedPaths paths, String as) {
        List<NamedPaths.Candidate> candidates = paths.without(Set.of(way.field()));
        long bandwidthBps = way.offer().bandwidthBps();
        if (way.field().equals("bandwidth_bps")) {
            long widest = candidates.stream()
                    .mapToLong(candidate -> paths.widthBps(candidate.links()))
                    .max()
                    .orElseThrow();
            assertThat(bandwidthBps).as(as).isEqualTo(widest);
            candidates = candidates.stream()
                    .filter(candidate -> paths.widthBps(candidate.links()) >= widest)
                    .toList();
        } else {
            assertThat(bandwidthBps).as(as).isEqualTo(demand.bandwidthBps());
        }
        Resource bound = BOUNDS.get(way.field());
        if (bound != null) {
            long least = candidates.stream()
                    .mapToLong(candidate -> paths.used(candidate.links(), bound))
                    .min()
                    .orElseThrow();
            candidates = candidates.stream()
                    .filter(candidate -> paths.used(candidate.links(), bound) == least)
                    .toList();
        } else if (!way.field().equals("bandwidth_bps")) {
            long best = candidates.stream()
                    .mapToLong(candidate -> paths.metric(candidate.links()))
                    .min()
                    .orElseThrow();
            candidates = candidates.stream()
                    .filter(candidate -> paths.metric(candidate.links()) == best)
                    .toList();
        }
        assertThat(candidates)
                .as(as)
                .extracting(candidate -> paths.offer(candidate.links(), bandwidthBps))
                .contains(way.offer());
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
