package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
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
            new Outcome.Released(),
            new Outcome.DriftFound(),
            new Outcome.Failed("nordic", java.util.List.of(NORTH), "no")
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
    void aPlanThatBecameActiveAfterANewerOneWasWantedIsRemembered() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.request("web", 2, demand("gb-lon", "de-fra", 2));
        europe.report("web.1", 1, new Outcome.Activated());

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.PLANNED);
        assertThat(europe.record("web.1").activeRevision()).isEqualTo(1);
    }

    @Test
    void aRefusedLegIsPlannedAroundInBothDirections() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.refuse("web.1", "nordic", NORTH[1]);

        PathRecord record = europe.record("web.1");
        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(2);
        assertThat(record.plan().orElseThrow().why().cause()).isEqualTo(Cause.PROVIDER_REFUSED);
        assertThat(record.plan().orElseThrow().why().blamedLinkIds()).containsExactly(NORTH[1]);
        assertThat(record.refusedLinkIds()).containsExactly("nordic-de-fra-nl-ams", "nordic-nl-ams-de-fra");
        assertThat(record.heldPlans()).extracting(Plan::revision).containsExactly(1L);
        assertThat(record.rejection()).isEmpty();
    }

    @Test
    void aRefusalThatNamesNoLinkMeansAllThatTheProviderHasInThePlan() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.refuse("web.1", "nordic");

        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        assertThat(europe.record("web.1").refusedLinkIds()).hasSize(4);
        europe.refuse("web.1", "nobody", "no-such-link");
        assertThat(europe.record("web.1").refusedLinkIds()).containsAll(java.util.List.of(SOUTH));
    }

    @Test
    void changesThatWaitForProvidersDoNotPileUp() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        for (int generation = 2; generation < 50; generation++) {
            europe.request("web", generation, demand("gb-lon", "de-fra", 1 + generation % 3));
        }

        assertThat(europe.record("web.1").heldPlans()).hasSizeLessThanOrEqualTo(4);
        assertThat(europe.record("web.1").activeHeldPlan()).isPresent();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(3);
    }

    @Test
    void refusedLinksAreForgottenWithTheNextGeneration() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.refuse("web.1", "nordic", NORTH[1]);
        europe.request("web", 2, demand("gb-lon", "de-fra", 1));

        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.record("web.1").refusedLinkIds()).isEmpty();
    }

    @Test
    void whenEveryWayIsRefusedTheOneThatCarriesTrafficIsWantedAgain() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.activate("web.1");
        europe.request("web", 2, within(8_000, demand("gb-lon", "de-fra", 3)));
        europe.refuse("web.1", "nordic", NORTH);

        PathRecord record = europe.record("web.1");
        Plan plan = record.plan().orElseThrow();
        assertThat(plan.revision()).isEqualTo(3);
        assertThat(plan.generation()).isEqualTo(1);
        assertThat(plan.bandwidthBps()).isEqualTo(World.GBPS);
        assertThat(record.demand().bandwidthBps()).isEqualTo(World.GBPS);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(record.rejection().orElseThrow().binding()).isEqualTo(Binding.PROVIDER_REFUSED);
        assertThat(record.rejection().orElseThrow().generation()).isEqualTo(2);
        assertThat(record.heldPlans()).extracting(Plan::revision).containsExactly(1L, 2L);

        europe.activate("web.1");
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.ACTIVE);
        assertThat(europe.record("web.1").heldPlans()).isEmpty();
        assertThat(europe.record("web.1").rejection()).isPresent();
        assertThat(europe.reservedGbps(NORTH[0])).isEqualTo(1);
    }

    @Test
    void aPlanThatWasNeverActiveIsNotWhatTheConnectionFallsBackTo() {
        europe.request("web", 1, within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.request("web", 2, within(8_000, demand("gb-lon", "de-fra", 2)));
        europe.refuse("web.1", "nordic", NORTH);

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("web.1").plan()).isEmpty();
    }

    @Test
    void anIntentThatNeverCarriedTrafficGoesWhollyWhenOneConnectionIsRefused() {
        europe.request("pair", 1, within(8_000, demand("gb-lon", "de-fra", 1)), demand("gb-lon", "fr-par", 1));
        europe.refuse("pair.1", "nordic", NORTH);

        assertThat(europe.record("pair.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("pair.1").rejection().orElseThrow().binding()).isEqualTo(Binding.PROVIDER_REFUSED);
        assertThat(europe.record("pair.2").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("pair.2").rejection().orElseThrow().binding()).isEqualTo(Binding.SIBLING);
        europe.report("pair.1", 1, new Outcome.Released());
        europe.report("pair.2", 1, new Outcome.Released());
        assertThat(europe.record("pair.1").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.record("pair.1").rejection()).isPresent();
        assertThat(europe.reservedGbps(NORTH[0])).isZero();
        assertThat(europe.reservedGbps(SOUTH[0])).isZero();
    }

    @Test
    void aSiblingThatWasQuickerGoesTooWhenTheFirstGenerationIsRefused() {
        europe.request("pair", 1, within(8_000, demand("gb-lon", "de-fra", 1)), demand("gb-lon", "fr-par", 1));
        europe.activate("pair.2");
        europe.refuse("pair.1", "nordic", NORTH);

        assertThat(europe.record("pair.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("pair.2").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("pair.2").rejection().orElseThrow().binding()).isEqualTo(Binding.SIBLING);
    }

    @Test
    void aSiblingThatCarriesTrafficStaysWhenANewConnectionIsRefused() {
        europe.request("hub", 1, demand("gb-lon", "fr-par", 1));
        europe.activate("hub.1");
        europe.request("hub", 2, demand("gb-lon", "fr-par", 1), within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("hub.1");
        europe.refuse("hub.2", "nordic", NORTH);

        assertThat(europe.record("hub.1").phase()).isEqualTo(Phase.ACTIVE);
        assertThat(europe.record("hub.2").phase()).isEqualTo(Phase.RELEASING);
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
    void reportsOnUnknownConnectionsAreIgnored() {
        assertThat(europe.report("ghost.1", 1, new Outcome.Activated())).isInstanceOf(Decision.Ignored.class);
    }
}
