package dev.braid.path.guard;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardRailsTest {
    private static final String[] NORTH = {"nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra"};
    private static final String[] SOUTH = {"atlas-gb-lon-fr-par", "atlas-fr-par-de-fra"};

    private final Scenario europe = new Scenario(World.europe());

    @BeforeEach
    void aConnectionIsActiveOnTheNorthernWay() {
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        assertThat(europe.way("web.1")).containsExactly(NORTH);
    }

    @Test
    void aBrokenPromiseMovesTheConnectionToAWayThatKeepsIt() {
        europe.measure(NORTH[0], 30_000);
        europe.judge("web.1", HealthState.BROKEN, 33_600);

        PathRecord record = europe.record("web.1");
        Plan plan = record.plan().orElseThrow();
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(plan.revision()).isEqualTo(2);
        assertThat(plan.generation()).isEqualTo(1);
        assertThat(plan.why().cause()).isEqualTo(Cause.HEALTH);
        assertThat(plan.why().blamedLinkIds()).containsExactly(NORTH[0]);
        assertThat(plan.why().previousLatencyUs()).isEqualTo(33_600);
        assertThat(plan.why().summary())
                .isEqualTo("Moved because 33.6 ms were measured on nordic-gb-lon-nl-ams against a bound of 10.0 ms. "
                        + "Least latency within 10.0 ms from gb-lon to de-fra: "
                        + "9.0 ms over atlas in 2 hops, 0.00 USD an hour.");
        assertThat(record.moves().count()).isEqualTo(1);
        assertThat(record.moves().holdDownUntilTime()).contains(europe.now().plusSeconds(30));
        assertThat(record.heldPlans()).extracting(Plan::revision).containsExactly(1L);
        assertThat(record.activeRevision()).isEqualTo(1);
    }

    @Test
    void theEvidenceOfTheJudgementCountsBeforeTheMetricsHaveCome() {
        judgeWith(new LinkMeasure(NORTH[0], europe.now(), 30_000, false));

        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    @Test
    void aCutLinkDoesNotWaitForTheHoldDown() {
        moveNorthToSouth();
        europe.activate("web.1");
        europe.wait(Duration.ofSeconds(1)).measure(NORTH[0], 3_500);

        assertStays("hold-down", europe.judge("web.1", HealthState.BROKEN, 15_000));
        europe.cut(SOUTH[1]);
        europe.judge("web.1", HealthState.BROKEN, 0);

        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.record("web.1").plan().orElseThrow().why().cause()).isEqualTo(Cause.LINK_FAILED);
    }

    @Test
    void aMoveThatMadeItWorseIsTakenBackBeforeTheHoldDownIsOverAndLengthensIt() {
        moveNorthToSouth();
        europe.activate("web.1");
        europe.wait(Duration.ofSeconds(1)).measure(SOUTH[0], 40_000).measure(NORTH[0], 29_000);
        europe.measure("atlas-gb-lon-nl-ams", 60_000).measure(SOUTH[1], 5_000);

        europe.judge("web.1", HealthState.BROKEN, 45_000);

        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.record("web.1").moves().holdDownUntilTime())
                .contains(europe.now().plusSeconds(60));
    }

    @Test
    void nothingMovesOntoALinkThatHasFallenSilent() {
        europe.measure(SOUTH[1], 5_000).wait(Duration.ofSeconds(61)).measure(NORTH[0], 30_000);

        assertStays("stale-measures", europe.judge("web.1", HealthState.BROKEN, 33_600));
        europe.measure(SOUTH[1], 5_000);
        europe.judge("web.1", HealthState.BROKEN, 33_600);
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    @Test
    void aRulingSaysWhatEachRailSaidUpToTheOneThatStops() {
        europe.guardedBy(Policies.inMode(Mode.RECOMMEND));
        europe.measure(NORTH[0], 30_000);

        Ruling ruling = europe.rule("web.1", HealthState.BROKEN, 33_600);

        assertThat(ruling.verdicts().stream().map(Verdict::rail))
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Rail.UNKNOWN_CONNECTION, Rail.GATE)));
        assertThat(ruling.stop().map(Verdict::rail)).contains(Rail.MODE);
        assertThat(ruling.proposed().orElseThrow().linkIds()).containsExactly(SOUTH);
        assertThat(ruling.verdicts().stream().map(Verdict::reason))
                .contains(
                        "Moved 0 times like this in the last hour, of 3.",
                        "The other path keeps the promise: 9000 us.");
    }

    @Test
    void aCutLinkMovesTheConnectionThoughTheOtherWayIsTooSlow() {
        europe.measure(SOUTH[0], 50_000);
        europe.cut(NORTH[0]);
        europe.judge("web.1", HealthState.BROKEN, 0);

        assertThat(europe.way("web.1"))
                .containsExactly("atlas-gb-lon-nl-ams", "meet-nl-ams-atlas-nordic", "nordic-nl-ams-de-fra");
        assertThat(europe.record("web.1").plan().orElseThrow().why().summary())
                .startsWith("Moved because nothing arrives on nordic-gb-lon-nl-ams. ");
    }

    @ParameterizedTest
    @EnumSource(
            value = HealthState.class,
            names = {"MET", "UNKNOWN"})
    void onlyBadNewsMoves(HealthState state) {
        europe.measure(NORTH[0], 30_000);

        assertStays("not-bad", europe.judge("web.1", state, 33_600));
    }

    @Test
    void aJudgementOfAnotherPlanMovesNothing() {
        europe.measure(NORTH[0], 30_000);

        assertStays("other-revision", judge(2, europe.now().minusSeconds(1).getEpochSecond()));
    }

    @Test
    void aPlanThatIsNotActiveYetIsNotMoved() {
        europe.request("web", 2, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.measure(NORTH[0], 30_000);

        assertStays("other-revision", europe.judge("web.1", HealthState.BROKEN, 33_600));
    }

    @Test
    void oldEvidenceMovesNothingAndNeitherDoesEvidenceFromTheFuture() {
        europe.measure(NORTH[0], 30_000);

        assertStays("stale-evidence", judge(1, europe.now().minusSeconds(31).getEpochSecond()));
        assertStays("stale-evidence", judge(1, europe.now().plusSeconds(6).getEpochSecond()));
    }

    @Test
    void troubleWhoseCauseIsGoneMovesNothing() {
        europe.measure(NORTH[0], 30_000);

        assertStays(
                "recovered",
                europe.judge(
                        new HealthJudged("acme.web.1", 1, europe.now(), HealthState.BROKEN, false, 7_100, List.of())));
        europe.judge("web.1", HealthState.BROKEN, 33_600);
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    @Test
    void aMovedConnectionStaysPutForTheHoldDownWhichDoubles() {
        moveNorthToSouth();
        europe.activate("web.1");
        europe.wait(Duration.ofSeconds(1)).measure(SOUTH[0], 40_000).measure(NORTH[0], 3_500);

        assertStays("hold-down", europe.judge("web.1", HealthState.BROKEN, 30_000));
        europe.wait(Duration.ofSeconds(30));
        europe.judge("web.1", HealthState.BROKEN, 30_000);

        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.record("web.1").moves().count()).isEqualTo(2);
        assertThat(europe.record("web.1").moves().holdDownUntilTime())
                .contains(europe.now().plusSeconds(60));
    }

    @Test
    void theHoldDownDoublesSixTimesAtMost() {
        assertThat(Scenario.POLICY.holdDownAfter(6)).isEqualTo(Duration.ofSeconds(30 * 64));
        assertThat(Scenario.POLICY.holdDownAfter(60)).isEqualTo(Duration.ofSeconds(30 * 64));
    }

    @Test
    void aWayThatBreaksThePromiseTooMustBeATenthBetter() {
        europe.measure(SOUTH[0], 27_000).measure("atlas-gb-lon-nl-ams", 60_000).measure(NORTH[0], 30_000);

        assertStays("minimum-gain", europe.judge("web.1", HealthState.BROKEN, 33_600));
        europe.wait(Duration.ofSeconds(1)).measure(SOUTH[0], 20_000);
        europe.judge("web.1", HealthState.BROKEN, 33_600);
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    @Test
    void theBestWayIsKeptHoweverBadItIs() {
        europe.measure(NORTH[0], 30_000).measure(SOUTH[0], 60_000).measure("atlas-gb-lon-nl-ams", 60_000);

        assertStays("no-better-path", europe.judge("web.1", HealthState.BROKEN, 33_600));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "RECOMMEND"})
    void onlyTheAutomaticModeMoves(Mode mode) {
        europe.guardedBy(Policies.inMode(mode));
        europe.measure(NORTH[0], 30_000);

        assertStays("mode", europe.judge("web.1", HealthState.BROKEN, 33_600));
    }

    @Test
    void aRefusedMoveFallsBackToTheWayThatCarriesTraffic() {
        europe.measure("atlas-gb-lon-nl-ams", 60_000);
        moveNorthToSouth();
        europe.refuse("web.1", "atlas", SOUTH[0]);

        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.record("web.1").plan().orElseThrow().revision()).isEqualTo(3);
        europe.report("web.1", 3, new Outcome.Activated());
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.ACTIVE);
    }

    private void moveNorthToSouth() {
        europe.measure(NORTH[0], 30_000);
        europe.judge("web.1", HealthState.BROKEN, 33_600);
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
    }

    private Decision judge(long revision, long epochSecond) {
        return europe.judge(new HealthJudged(
                "acme.web.1",
                revision,
                java.time.Instant.ofEpochSecond(epochSecond),
                HealthState.BROKEN,
                true,
                33_600,
                List.of()));
    }

    private void judgeWith(LinkMeasure evidence) {
        europe.judge(
                new HealthJudged("acme.web.1", 1, europe.now(), HealthState.AT_RISK, true, 33_600, List.of(evidence)));
    }

    private void assertStays(String rail, Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Ignored.class,
                        ignored -> assertThat(ignored.kind()).isEqualTo(rail));
    }
}
