package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.during;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvisioningPlannerTest {
    private static final String[] NORTH = {"nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra"};
    private static final String[] SOUTH = {"atlas-gb-lon-fr-par", "atlas-fr-par-de-fra"};

    private final Scenario europe = new Scenario(World.europe());

    @Test
    void activationOfTheWantedPlanBringsItToRest() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.report("web.1", 1, new Outcome.Activated());

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.ACTIVE);
        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
        assertThat(europe.record("web.1").sequence()).isEqualTo(2);
    }

    @Test
    void aReportThatComesAgainChangesNothingEvenWhenItsSequenceIsForgotten() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        europe.request("web", 2, demand("gb-lon", "de-fra", 2));
        europe.activate("web.1");
        PathRecord resting = europe.record("web.1");

        for (Outcome outcome : new Outcome[] {
            new Outcome.Activated(),
            new Outcome.OldLegsReleased(),
            new Outcome.UnusedPlansReleased(Set.of(2L)),
            new Outcome.Released(),
            new Outcome.DriftFound(),
            new Outcome.WaitingChanged(),
            new Outcome.Failed("nordic", List.of(NORTH), "no")
        }) {
            assertThat(europe.report("web.1", 1, 100, outcome))
                    .as("%s", outcome)
                    .isInstanceOf(Decision.Ignored.class);
            europe.report("web.1", 1, 1, outcome);
        }
        assertThat(europe.record("web.1")).isEqualTo(resting);
    }

    @Test
    void anOlderReportThatComesLateIsDroppedByItsSequence() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.report("web.1", 1, 5, new Outcome.DriftFound());

        assertThat(europe.report("web.1", 1, 4, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void oldPlansAreHeldUntilTheirLegsAreGone() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.measure("nordic-gb-lon-nl-ams", 9_000);
        europe.request("web", 2, demand("gb-lon", "de-fra", 4));
        assertThat(europe.way("web.1")).containsExactly(SOUTH);

        europe.report("web.1", 2, new Outcome.Activated());
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(4);
        europe.report("web.1", 2, new Outcome.OldLegsReleased());
        assertThat(europe.reservedGbps(NORTH[0])).isZero();
        assertThat(europe.reservedGbps(SOUTH[0])).isEqualTo(4);
        assertThat(europe.record("web.1").heldPlans()).isEmpty();
    }

    @Test
    void ofPlansThatWereGivenUpOnlyWhatProvidersHoldIsHeld() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.measure("nordic-gb-lon-nl-ams", 9_000);
        europe.request("web", 2, demand("gb-lon", "de-fra", 4));
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        europe.request("web", 3, demand("gb-lon", "nl-ams", 1));
        europe.report("web.1", 2, new Outcome.UnusedPlansReleased(Set.of(1L, 3L)));

        assertThat(europe.reservedGbps(SOUTH[0])).isZero();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(4);
        assertThat(europe.record("web.1").heldPlans())
                .extracting(Plan::revision)
                .containsExactly(1L);
    }

    @Test
    void whereAHeldPlanIsKnownUnderAnotherRevisionNothingIsLetGo() {
        for (int generation = 1; generation < 10; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 10 - generation));
        }
        assertThat(europe.record("web.1").lastRevision()).isEqualTo(9);
        double held = europe.reservedGbps(NORTH[0]);
        assertThat(europe.report("web.1", 8, new Outcome.UnusedPlansReleased(Set.of(1L, 9L))))
                .isInstanceOf(Decision.Ignored.class);
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(held).isEqualTo(9);
    }

    @Test
    void aPlanThatBecameActiveAfterANewerOneWasWantedIsRemembered() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.request("web", 2, demand("gb-lon", "de-fra", 2));
        europe.report("web.1", 1, new Outcome.Activated());

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.PLANNED);
        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
    }

    @Test
    void aPlanThatBecameActiveAfterSomeNewerOnesWereWantedIsRemembered() {
        for (int generation = 1; generation <= 4; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 1 + generation));
        }
        europe.report("web.1", 1, new Outcome.Activated());

        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
        assertThat(europe.record("web.1").activePlan()).isPresent();
    }

    @Test
    void changesThatWaitForProvidersDoNotPileUp() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        for (int generation = 2; generation < 50; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 1 + generation % 3));
        }

        assertThat(europe.record("web.1").heldPlans()).hasSizeLessThanOrEqualTo(8);
        assertThat(europe.record("web.1").activePlan()).isPresent();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(3);
    }

    @Test
    void anIntentThatShrinksAgainAndAgainHoldsItsLargestPlanAndStaysSmall() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        for (int generation = 2; generation < 500; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 4 - generation * 0.005));
        }

        assertThat(europe.record("web.1").heldPlans()).hasSizeLessThanOrEqualTo(8);
        assertThat(europe.record("web.1").heldPlans())
                .extracting(Plan::revision)
                .isSorted();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(4);
    }

    @Test
    void aReleaseThatWasMeantForAnOlderPlanDoesNotFreeTheNewOne() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        europe.terminate("web", 2);
        europe.request("web", 3, demand("gb-lon", "de-fra", 2));
        europe.report("web.1", 1, new Outcome.Released());

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.PLANNED);
        assertThat(europe.record("web.1").heldPlans()).isEmpty();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(2);
    }

    @Test
    void whatIsNotWantedCarriesNothingAndIsHeldUntilItIsReleased() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        europe.terminate("web", 2);
        assertThat(europe.record("web.1").activeRevision()).isZero();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(1);

        europe.request("web", 3, within(8_000, demand("gb-lon", "de-fra", 2)));
        assertThat(europe.record("web.1").activeRevision()).isZero();
        assertThat(europe.record("web.1").heldPlans())
                .extracting(Plan::revision)
                .containsExactly(1L);
        europe.refuse("web.1", "nordic", NORTH);
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("web.1").plan()).isEmpty();
    }

    @Test
    void anActivationFromBeforeNothingWasWantedIsTooLate() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.terminate("web", 2);
        assertThat(europe.report("web.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
        europe.request("web", 3, demand("gb-lon", "de-fra", 2));

        assertThat(europe.report("web.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.record("web.1").activeRevision()).isZero();
    }

    @Test
    void aReleaseDropsWhatIsNotNewerWhenANewerPlanIsWanted() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.measure("nordic-gb-lon-nl-ams", 9_000);
        europe.request("web", 2, demand("gb-lon", "de-fra", 4));
        europe.request("web", 3, demand("gb-lon", "de-fra", 5));
        europe.report("web.1", 1, new Outcome.Released());

        PathRecord record = europe.record("web.1");
        assertThat(record.heldPlans()).extracting(Plan::revision).containsExactly(2L);
        assertThat(record.activeRevision()).isZero();
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(europe.reservedGbps(NORTH[0])).isZero();
        assertThat(europe.reservedGbps(SOUTH[0])).isEqualTo(5);
    }

    @Test
    void aReleaseOfAnOlderWishDoesNotFreeWhatWasHeldSince() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.terminate("web", 2);
        europe.request("web", 3, demand("gb-lon", "de-fra", 2));
        europe.terminate("web", 4);

        europe.report("web.1", 1, new Outcome.Released());
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(2);
        europe.report("web.1", 2, new Outcome.Released());
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.reservedGbps(NORTH[0])).isZero();
    }

    @Test
    void aReleaseThatNamesTheNewestPlanFreesAll() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.request("web", 2, demand("gb-lon", "de-fra", 2));
        europe.terminate("web", 3);

        europe.report("web.1", 2, new Outcome.Released());
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.reservedGbps(NORTH[0])).isZero();
    }

    @Test
    void aPlanThatIsLostInItsSoakLeavesTheTrafficToTheOneBefore() {
        moveFromNorthToSouth();
        europe.wait(Duration.ofSeconds(1)).measure(NORTH[0], 3_500);
        europe.report("web.1", 2, new Outcome.Failed("atlas", List.of(SOUTH[0]), "In the soak: no order", 1));

        PathRecord record = europe.record("web.1");
        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(3);
        assertThat(record.plan().orElseThrow().why().summary()).startsWith("atlas lost " + SOUTH[0] + ". ");
        assertThat(record.refusedLinkIds()).contains(SOUTH[0]);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(record.activeRevision()).isEqualTo(1);
        assertThat(record.activePlan().orElseThrow().linkIds()).containsExactly(NORTH);
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(4);
        assertThat(europe.reservedGbps(SOUTH[0])).isEqualTo(4);

        assertThat(europe.report("web.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
        europe.activate("web.1");
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.ACTIVE);
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(4);
        assertThat(europe.reservedGbps(SOUTH[0])).isZero();
    }

    @Test
    void aReturnIsKeptAlsoWhereAnotherPlanIsWantedAlready() {
        moveFromNorthToSouth();
        europe.request("web", 3, demand("gb-lon", "de-fra", 5));
        europe.report("web.1", 2, new Outcome.Failed("atlas", List.of(SOUTH[0]), "In the soak: no order", 1));

        PathRecord record = europe.record("web.1");
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(3);
        assertThat(record.activeRevision()).isEqualTo(1);
        assertThat(record.refusedLinkIds()).isEmpty();
        assertThat(europe.report("web.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aReturnIsUnderstoodHoweverManyPlansWereWantedSince() {
        moveFromNorthToSouth();
        wantMany(3, 40);
        europe.report("web.1", 2, lost(1));

        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
        assertThat(europe.record("web.1").activePlan().orElseThrow().linkIds()).containsExactly(NORTH);
        assertThat(europe.record("web.1").heldPlans()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void aReturnIsUnderstoodAlsoAfterAnotherBandwidthInTheSoak() {
        moveFromNorthToSouth();
        europe.request("web", 3, demand("gb-lon", "de-fra", 5));
        europe.report("web.1", 3, new Outcome.Activated());
        wantMany(4, 40);
        europe.report("web.1", 3, lost(1));

        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
        assertThat(europe.record("web.1").activePlan().orElseThrow().linkIds()).containsExactly(NORTH);
    }

    @Test
    void aReturnIsUnderstoodAlsoToAPlanThatWasFollowedByManyThatNeverCarried() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        wantMany(2, 9);
        europe.measure(NORTH[0], 9_000);
        europe.request("web", 9, demand("gb-lon", "de-fra", 4));
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        europe.report("web.1", 9, new Outcome.Activated());
        wantMany(10, 20);
        europe.report("web.1", 9, lost(1));

        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
    }

    @Test
    void thereIsNoWayBackToAPlanWhoseLegsAreReleasedAndNoSecondStepBack() {
        moveFromNorthToSouth();
        europe.report("web.1", 2, new Outcome.OldLegsReleased());
        assertThat(europe.record("web.1").spareRevision()).isZero();

        europe.measure(SOUTH[0], 9_000);
        europe.measure(NORTH[0], 3_500);
        europe.request("web", 3, demand("gb-lon", "de-fra", 4));
        europe.report("web.1", 3, new Outcome.Activated());
        assertThat(europe.record("web.1").spareRevision()).isEqualTo(2);
        europe.report("web.1", 3, lost(2));
        assertThat(europe.record("web.1").activeRevision()).isEqualTo(2);
        assertThat(europe.record("web.1").spareRevision()).isZero();
    }

    private void wantMany(int firstGeneration, int end) {
        for (int generation = firstGeneration; generation < end; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 1 + generation % 3));
        }
    }

    private static Outcome lost(long returnedRevision) {
        return new Outcome.Failed("atlas", List.of(SOUTH[0]), "In the soak: no order", returnedRevision);
    }

    @Test
    void whereNoOtherPathIsTheReturnGivesWhatTheOldPlanGave() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.request("web", 2, within(9_000, demand("gb-lon", "de-fra", 4)));
        europe.measure(NORTH[0], 9_000);
        europe.request("web", 3, within(9_000, demand("gb-lon", "de-fra", 4)));
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        europe.report("web.1", 3, new Outcome.Activated());
        europe.report("web.1", 3, new Outcome.Failed("atlas", List.of(SOUTH), "In the soak: no order", 1));

        PathRecord record = europe.record("web.1");
        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(record.rejection().orElseThrow().message())
                .startsWith("atlas lost %s (In the soak: no order)".formatted(String.join(", ", SOUTH)));
        assertThat(record.activeRevision()).isEqualTo(1);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void aReturnAfterTheWindowOnlySaysWhatCarriesTheTraffic() {
        Demand demand = during(europe.now(), europe.now().plusSeconds(3600), demand("gb-lon", "de-fra", 4));
        europe.request("web", 1, demand);
        europe.activate("web.1");
        europe.measure(NORTH[0], 9_000);
        europe.request("web", 2, demand);
        europe.report("web.1", 2, new Outcome.Activated());
        europe.wait(Duration.ofHours(2));
        europe.report("web.1", 2, new Outcome.Failed("atlas", List.of(SOUTH[0]), "In the soak: no order", 1));

        PathRecord record = europe.record("web.1");
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(2);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(record.activeRevision()).isEqualTo(1);
    }

    @Test
    void aReturnThatWasHeardOfBeforeChangesNothing() {
        moveFromNorthToSouth();
        Outcome lost = new Outcome.Failed("atlas", List.of(SOUTH[0]), "In the soak: no order", 1);
        europe.report("web.1", 2, lost);
        europe.activate("web.1");
        PathRecord resting = europe.record("web.1");

        assertThat(europe.report("web.1", 2, 100, lost)).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.record("web.1")).isEqualTo(resting);
    }

    private void moveFromNorthToSouth() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.measure(NORTH[0], 9_000);
        europe.request("web", 2, demand("gb-lon", "de-fra", 4));
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        europe.report("web.1", 2, new Outcome.Activated());
    }

    @Test
    void reportsOnUnknownConnectionsAreIgnored() {
        assertThat(europe.report("ghost.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
    }
}
