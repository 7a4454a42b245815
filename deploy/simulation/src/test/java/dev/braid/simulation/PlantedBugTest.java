package dev.braid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.Budget;
import dev.braid.path.guard.Evidence;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.telemetry.domain.HealthPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A check that finds nothing may look at nothing: here are bugs that it must find. */
class PlantedBugTest {
    private static final int SEEDS = 12;
    private static final Decider REAL = Decider.real(Defaults.GUARD);

    @Test
    void aJudgeThatCallsOneBadWindowTroubleIsCaught() {
        HealthPolicy hasty = new HealthPolicy(1, 1, 1, 1, 1, 1, 0.5, 5 * Defaults.SECOND_US);

        assertThat(found(Scenario.SLOW_LINK, new Run.Settings(hasty, REAL))).contains("hysteresis");
    }

    @Test
    void guardRailsWithoutHoldDownAndBudgetAreCaught() {
        Budget endless = new Budget(20_000, 20_000, 1, 20_000, 20_000, 20_000, 20_000);
        GuardPolicy reckless =
                new GuardPolicy(Defaults.GUARD.mode(), Duration.ZERO, 0, Defaults.GUARD.evidence(), endless, endless);

        assertThat(found(Scenario.SLOW_LINK, deciding(Decider.real(reckless))))
                .containsAnyOf("hold-down", "budget-connection");
    }

    @Test
    void aPlannerThatForgetsWhatOthersHoldIsCaught() {
        Decider forgetful = (state, signal, now) -> signal instanceof Signal.IntentRequested
                ? REAL.decide(alone(state, signal), signal, now)
                : REAL.decide(state, signal, now);

        assertThat(found(Scenario.SLOW_LINK, deciding(forgetful))).contains("reservations-capacity");
    }

    @Test
    void lettingGoOfTheOldPlanBeforeTheProvidersDoIsCaught() {
        Decider hasty = (state, signal, now) -> {
            Decision decision = REAL.decide(state, signal, now);
            return decision instanceof Decision.Changed(var records)
                            && signal
                                    instanceof
                                    ProvisioningReport(var _, long revision, var _, Signal.Outcome.Activated _)
                    ? Decision.changed(
                            records.getFirst().draft(now).drop(revision).record())
                    : decision;
        };

        assertThat(found(Scenario.SLOW_LINK, deciding(hasty))).contains("reservations-given-away");
    }

    @Test
    void neverLettingGoOfTheOldPlanIsCaught() {
        Decider hoarding = (state, signal, now) ->
                signal instanceof ProvisioningReport(var _, var _, var _, Signal.Outcome.OldLegsReleased _)
                        ? new Decision.Ignored("planted", "Nothing is ever let go.")
                        : REAL.decide(state, signal, now);

        assertThat(found(Scenario.SLOW_LINK, deciding(hoarding))).contains("liveness");
    }

    @Test
    void guardRailsThatBelieveEveryLieAreCaught() {
        Evidence usual = Defaults.GUARD.evidence();
        Evidence gullible = new Evidence(
                usual.maxAge(), usual.maxMeasureAge(), usual.suspectRatio(), usual.suspectLeast(), Duration.ZERO);
        GuardPolicy policy = new GuardPolicy(
                Defaults.GUARD.mode(),
                Defaults.GUARD.holdDown(),
                Defaults.GUARD.minGainRatio(),
                gullible,
                Defaults.GUARD.slow(),
                Defaults.GUARD.failed());

        assertThat(found(Scenario.LYING_SOURCE, deciding(Decider.real(policy)))).containsAnyOf("moves", "doubt");
    }

    /** As if every decision came just after a restart that nobody prepared for. */
    @Test
    void pathComputationThatForgetsWhichLinksFlapIsCaught() {
        Decider forgetful = (state, signal, now) -> signal instanceof Signal.HealthJudged
                ? REAL.decide(withoutMemory(state), signal, now)
                : REAL.decide(state, signal, now);

        assertThat(found(Scenario.FLAPPING_LINK, deciding(forgetful))).contains("moves");
    }

    private static Run.Settings deciding(Decider decider) {
        return new Run.Settings(Defaults.HEALTH, decider);
    }

    private static Set<String> found(Scenario scenario, Run.Settings settings) {
        Set<String> invariants = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run.of(scenario, seed, settings).violation().ifPresent(violation -> invariants.add(violation.invariant()));
        }
        return invariants;
    }

    /** The same network with nobody on it but who asks. */
    private static PlanningState alone(PlanningState state, Signal signal) {
        PlanningState alone = new PlanningState();
        alone.apply(new Change.TopologyChanged(List.copyOf(state.topology().elements()), List.of()));
        String intentKey = ((Signal.IntentRequested) signal).intentKey();
        Stream<PathRecord> own = state.book().ofIntent(intentKey).stream();
        own.forEach(record -> alone.apply(new Change.RecordWritten(record)));
        return alone;
    }

    /** Knows the same now, but not that anything was ever different. */
    private static PlanningState withoutMemory(PlanningState state) {
        PlanningState fork = state.fork();
        state.topology()
                .links()
                .forEach(link -> state.measure(link.linkId()).ifPresent(measure -> {
                    fork.apply(new Change.MeasureForgotten(link.linkId()));
                    fork.apply(new Change.LinkMeasured(measure));
                }));
        return fork;
    }
}
