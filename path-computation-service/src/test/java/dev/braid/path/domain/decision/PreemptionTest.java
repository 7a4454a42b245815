package dev.braid.path.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.scenario.BusyEurope;
import dev.braid.path.scenario.Recount;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreemptionTest {
    private static final int WORLDS = 60;
    private static int taken;
    private static int several;
    private static int hopeless;

    private static final Priority IMPORTANT = new Priority(2, 2, true);

    private static final Comparator<PathRecord> IMPORTANT_FIRST = Comparator.comparingInt(
                    (PathRecord record) -> record.demand().priority().hold())
            .thenComparing(record -> -record.demand().bandwidthBps())
            .thenComparing(PathRecord::connectionId);

    /** Leaves out ever more of those who may be taken from, and then lets back in one by one who still fits. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void theVictimsAreThoseThatARecountFromNothingFinds(long seed) {
        Random random = new Random(seed);
        for (int world = 0; world < WORLDS; world++) {
            BusyEurope europe = new BusyEurope(random, 40);
            PlanningState state = europe.scenario().state();
            Demand demand = europe.plain()
                    .withBandwidthBps((4 + random.nextInt(7)) * World.GBPS)
                    .withPriority(new Priority(random.nextInt(5), 0, true));
            demand = random.nextInt(3) == 0
                    ? Scenario.during(europe.minute(-5), europe.minute(40 + random.nextInt(60)), demand)
                    : demand;
            Interval time = demand.window()
                    .map(window -> window.first())
                    .orElse(new Interval(europe.minute(0), europe.minute(4_000)));
            Recount all = new Recount(state).wanted();
            List<PathRecord> out = List.of();
            Recount left = all;
            Demand asked = demand;
            for (int hold = 8; hold > demand.priority().setup() && !possible(europe, left, time, asked); hold--) {
                int least = hold;
                out = records(state).stream()
                        .filter(record ->
                                record.plan().isPresent() || record.booking().isPresent())
                        .filter(record -> record.demand().priority().hold() >= least)
                        .sorted(IMPORTANT_FIRST)
                        .toList();
                left = all;
                for (PathRecord record : out) {
                    left = left.without(record.connectionId());
                }
            }
            Optional<Preemption.Taking> found = Preemption.find(
                    state,
                    PathRecord.blank("acme.new.1", "acme.new", "acme", demand),
                    demand,
                    demand.times(europe.scenario().now()),
                    Occasion.of(Cause.SUBMITTED));
            String where = "seed %d, world %d".formatted(seed, world);
            assertThat(found.isPresent()).as(where).isEqualTo(possible(europe, left, time, demand));
            if (found.isEmpty()) {
                hopeless++;
                continue;
            }
            Plan plan = found.get().plan();
            Answer best = PathFinder.answer(europe.network(left, time), demand, Set.of(), Occasion.of(Cause.SUBMITTED));
            assertThat(plan.linkIds())
                    .as(where)
                    .isEqualTo(((Answer.Found) best).plan().linkIds());
            Set<String> victims = out.stream().map(PathRecord::connectionId).collect(Collectors.toSet());
            for (PathRecord record : out) {
                Recount with = all;
                for (String victim : victims) {
                    with = victim.equals(record.connectionId()) ? with : with.without(victim);
                }
                if (fits(europe, with, time, plan)) {
                    victims.remove(record.connectionId());
                }
            }
            assertThat(found.get().victims())
                    .as(where)
                    .extracting(PathRecord::connectionId)
                    .containsExactlyInAnyOrderElementsOf(victims);
            taken += victims.isEmpty() ? 0 : 1;
            several += victims.size() > 1 ? 1 : 0;
        }
    }

    @AfterAll
    static void everythingHappened() {
        assertThat(taken).as("taken").isGreaterThan(WORLDS / 10);
        assertThat(several).as("of several").isPositive();
        assertThat(hopeless).as("hopeless").isPositive();
    }

    private static List<PathRecord> records(PlanningState state) {
        return state.book().after("").toList();
    }

    private static boolean possible(BusyEurope europe, Recount left, Interval time, Demand demand) {
        return PathFinder.answer(europe.network(left, time), demand, Set.of(), Occasion.of(Cause.SUBMITTED))
                instanceof Answer.Found;
    }

    private static boolean fits(BusyEurope europe, Recount left, Interval time, Plan plan) {
        Network network = europe.network(left, time);
        return plan.holdings().keySet().stream()
                .allMatch(link ->
                        network.load().residualBps(network.index().arc(link).orElseThrow()) >= plan.bandwidthBps());
    }

    @Test
    void whoIsTakenFromMovesAndTheOtherBeginsOnceItHasLetGo() {
        Scenario scenario = new Scenario(World.europe());
        scenario.request("poor", 1, Scenario.demand("gb-lon", "nl-ams", 8));
        scenario.activate("poor.1");
        assertThat(scenario.way("poor.1")).containsExactly("nordic-gb-lon-nl-ams");

        scenario.request(
                "rich",
                1,
                Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 5)).withPriority(IMPORTANT));
        assertThat(scenario.way("poor.1")).containsExactly("atlas-gb-lon-nl-ams");
        assertThat(scenario.record("poor.1").plan().orElseThrow().why().cause()).isEqualTo(Cause.PREEMPTED);
        assertThat(scenario.record("rich.1").phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(scenario.turn()).singleElement().isInstanceOf(Decision.Ignored.class);
        assertThat(scenario.request("late", 1, Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 1))))
                .as("what is claimed is nobody else's")
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed ->
                                assertThat(changed.records().getFirst().phase()).isEqualTo(Phase.REJECTED));

        scenario.activate("poor.1").turn();
        assertThat(scenario.record("rich.1").phase()).isEqualTo(Phase.PLANNED);
        assertThat(scenario.way("rich.1")).containsExactly("nordic-gb-lon-nl-ams");
    }

    @Test
    void whatIsOnlyDecidedLeavesNoTrace() {
        Scenario scenario = new Scenario(World.europe());
        Demand tight = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 8));
        scenario.request("poor", 1, tight);
        PlanningState fork = scenario.state().fork();
        PathRecord poor = scenario.record("poor.1");
        Decision decision = IntentPlanner.requested(
                fork,
                new Signal.IntentRequested(
                        "acme.rich",
                        "acme",
                        1,
                        List.of(new Signal.RequestedConnection("acme.rich.1", tight.withPriority(IMPORTANT)))),
                scenario.now());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Changed.class,
                        changed -> assertThat(changed.records())
                                .extracting(PathRecord::connectionId)
                                .containsExactly("acme.rich.1", "acme.poor.1"));
        assertThat(fork.book().find("acme.poor.1")).contains(poor);
        assertThat(fork.book().find("acme.rich.1")).isEmpty();
    }

    @Test
    void whoHasNoOtherPathLosesTheWholeIntent() {
        Scenario scenario = new Scenario(World.europe());
        Demand tight = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 8));
        scenario.request("poor", 1, tight, Scenario.demand("fr-par", "de-fra", 1));
        scenario.activate("poor.1").activate("poor.2");

        scenario.request("rich", 1, tight.withPriority(IMPORTANT));
        assertThat(scenario.record("poor.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(scenario.record("poor.1").rejection().orElseThrow().binding())
                .isEqualTo(Binding.PREEMPTED);
        assertThat(scenario.record("poor.2").rejection().orElseThrow().binding())
                .isEqualTo(Binding.SIBLING);
        assertThat(scenario.record("poor.2").plan()).isEmpty();
    }

    @Test
    void whoHoldsAsImportantlyIsNotTakenFrom() {
        Scenario scenario = new Scenario(World.europe());
        Demand tight = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 8));
        scenario.request("equal", 1, tight.withPriority(new Priority(2, 2, false)));
        scenario.request("rich", 1, tight.withPriority(IMPORTANT));
        scenario.request("modest", 1, tight.withPriority(new Priority(1, 1, false)));

        assertThat(scenario.record("rich.1").phase()).isEqualTo(Phase.REJECTED);
        assertThat(scenario.record("modest.1").phase()).isEqualTo(Phase.REJECTED);
        assertThat(Map.of("equal", scenario.record("equal.1").phase())).containsValue(Phase.PLANNED);
    }
}
