package dev.braid.path.domain.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Waypoint;
import dev.braid.path.engine.global.GlobalLimits;
import dev.braid.path.engine.global.GlobalStep;
import dev.braid.path.engine.global.Objective;
import dev.braid.path.optimise.GlopProgram;
import dev.braid.path.scenario.RandomWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImprovementStudyTest {
    private static final int WORLDS = 60;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void everyMoveIsSafeKeepsWhatIsAskedAndTheFiguresComeTrue(long seed) {
        Random random = new Random(seed);
        int moves = 0;
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = new RandomWorld(random);
            PlanningState state = populated(world, random);
            for (Objective objective : Objective.values()) {
                String as = "%s in world %d of seed %d".formatted(objective, i, seed);
                Improvement improvement = ImprovementStudy.improvement(
                        Snapshot.of(state), objective, new GlobalStep(GlopProgram::empty), GlobalLimits.EXACT);
                assertThat(improvement.valueBefore()).as(as).isCloseTo(value(state, objective), within(1e-6));
                assertThat(improvement.bound()).as(as).isLessThanOrEqualTo(improvement.valueAfter() + 1e-6);
                assertThat(improvement.stopped()).as(as).isFalse();
                PlanningState then = state.fork();
                for (Improvement.Move move : improvement.moves()) {
                    make(move, then, as);
                    assertThat(move.value()).as(as).isCloseTo(value(then, state, objective), within(1e-6));
                }
                assertThat(improvement.valueAfter()).as(as).isCloseTo(value(then, state, objective), within(1e-6));
                assertThat(improvement.valueAfter()).as(as).isLessThanOrEqualTo(improvement.valueBefore() + 1e-9);
                moves += improvement.moves().size();
            }
        }
        assertThat(moves).as("moves").isGreaterThan(WORLDS / 6);
    }

    /** Some are active, some are still being provisioned, and some are protected: only the first may move. */
    private static PlanningState populated(RandomWorld world, Random random) {
        PlanningState state = new PlanningState();
        state.apply(world.change());
        for (int intent = 0; intent < 10; intent++) {
            Demand demand = world.demand();
            Demand asked = random.nextInt(5) == 0 ? demand.withProtection(Optional.of(world.protection())) : demand;
            // What came first may have been pushed aside by what is gone by now.
            String ballast = "acme.ballast";
            request(state, ballast, world.demand());
            String key = "acme." + intent;
            request(state, key, asked);
            state.apply(new Change.RecordForgotten(ballast + ".1"));
            if (random.nextInt(5) > 0) {
                state.book()
                        .find(key + ".1")
                        .filter(record -> record.plan().isPresent())
                        .ifPresent(record -> state.apply(new Change.RecordWritten(record.draft(NOW)
                                .active(record.plan().orElseThrow().revision())
                                .record())));
            }
        }
        return state;
    }

    private static void request(PlanningState state, String key, Demand demand) {
        Decision decision = IntentPlanner.requested(
                state,
                new Signal.IntentRequested(key, "acme", 1, List.of(new Signal.RequestedConnection(key + ".1", demand))),
                NOW);
        if (decision instanceof Decision.Changed(var records)) {
            records.forEach(record -> state.apply(new Change.RecordWritten(record)));
        }
    }

    /** Make before break: while both paths are held, no link holds more than it has. */
    private static void make(Improvement.Move move, PlanningState state, String as) {
        PathRecord record = state.book().find(move.connection().connectionId()).orElseThrow();
        assertThat(record.phase()).as(as).isEqualTo(Phase.ACTIVE);
        assertThat(record.demand().protection()).as(as).isEmpty();
        assertThat(record.plan().orElseThrow().linkIds())
                .as(as)
                .isEqualTo(move.before().linkIds());
        Plan next = plan(record, move.after().linkIds(), state, as);
        PathRecord both = record.draft(NOW).want(next).record();
        state.apply(new Change.RecordWritten(both));
        for (Link link : state.topology().links()) {
            assertThat(state.book().reservedBps(link.linkId()))
                    .as("%s: what %s holds", as, link.linkId())
                    .isLessThanOrEqualTo(capacityBps(link, state));
        }
        state.apply(new Change.RecordWritten(both.draft(NOW)
                .active(both.lastRevision())
                .drop(both.lastRevision())
                .record()));
        assertThat(move.after().latencyUs()).as(as).isEqualTo(next.expectedLatencyUs());
        assertThat(move.after().priceMicrosPerHour()).as(as).isEqualTo(next.priceMicrosPerHour());
    }

    /** The demand itself, over these links and no others, with its own end nodes. */
    private static Plan plan(PathRecord record, List<String> linkIds, PlanningState state, String as) {
        List<PathRule> rules = new ArrayList<>(record.demand().constraints().rules());
        rules.add(PathRule.only(PathRule.Subject.LINK, linkIds));
        Demand demand = record.demand();
        List<Waypoint> waypoints = new ArrayList<>();
        waypoints.add(new Waypoint.AtNode(
                state.topology().link(linkIds.getFirst()).orElseThrow().fromNodeId()));
        waypoints.addAll(demand.constraints().waypoints());
        waypoints.add(new Waypoint.AtNode(
                state.topology().link(linkIds.getLast()).orElseThrow().toNodeId()));
        Demand narrow = new Demand(
                demand.aLocationId(),
                demand.zLocationId(),
                demand.bandwidthBps(),
                demand.objectives(),
                new Constraints(rules, waypoints),
                demand.protection(),
                demand.window(),
                demand.priority());
        Answer answer = state.answer(record, narrow, record.refusedLinkIds(), Occasion.of(Cause.INQUIRY));
        assertThat(answer).as("%s: %s over %s", as, demand, linkIds).isInstanceOf(Answer.Found.class);
        Plan plan = ((Answer.Found) answer).plan();
        assertThat(plan.linkIds()).as(as).isEqualTo(linkIds);
        return plan;
    }

    private static long capacityBps(Link link, PlanningState state) {
        return Math.min(
                link.capacityBps(),
                state.topology().link(link.reverseLinkId()).orElseThrow().capacityBps());
    }

    private static double value(PlanningState state, Objective objective) {
        return value(state, state, objective);
    }

    /** By the book, of the connections that could be listed at first. */
    private static double value(PlanningState state, PlanningState listed, Objective objective) {
        double value = 0;
        if (objective == Objective.WORST_UTILISATION) {
            for (Link link : state.topology().links()) {
                value = Math.max(value, state.book().reservedBps(link.linkId()) / (double) capacityBps(link, state));
            }
            return value;
        }
        for (PathRecord first : listed.book().after("").toList()) {
            PathRecord record = state.book().find(first.connectionId()).orElseThrow();
            if (record.phase() == Phase.ACTIVE && record.demand().protection().isEmpty()) {
                Plan plan = record.plan().orElseThrow();
                for (Hop hop : plan.hops()) {
                    Link link = state.topology().link(hop.linkId()).orElseThrow();
                    value += objective == Objective.PRICE
                            ? Tariff.microsPerHour(link.priceMicrosPerGbpsHour(), plan.bandwidthBps())
                            : link.latencyFloorUs() * (plan.bandwidthBps() / 1e9);
                }
            }
        }
        return value;
    }
}
