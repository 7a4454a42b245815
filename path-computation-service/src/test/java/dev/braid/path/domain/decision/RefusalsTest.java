package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final String[] NORTH = {"nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra"};
    private static final String[] SOUTH = {"atlas-gb-lon-fr-par", "atlas-fr-par-de-fra"};

    private final Scenario europe = new Scenario(World.europe());

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
        assertThat(europe.record("web.1").refusedLinkIds()).containsAll(List.of(SOUTH));
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
    void aSiblingThatWasQuickerGoesTooWhenNoGenerationWasGivenAsAWhole() {
        europe.request("pair", 1, within(8_000, demand("gb-lon", "de-fra", 1)), demand("gb-lon", "fr-par", 1));
        europe.request("pair", 2, within(8_000, demand("gb-lon", "de-fra", 2)), demand("gb-lon", "fr-par", 2));
        europe.activate("pair.2");
        europe.refuse("pair.1", "nordic", NORTH);

        for (String connection : new String[] {"pair.1", "pair.2"}) {
            PathRecord record = europe.record(connection);
            assertThat(record.phase()).isEqualTo(Phase.RELEASING);
            assertThat(record.plan()).isEmpty();
            assertThat(record.rejection().orElseThrow().generation()).isEqualTo(2);
            europe.report(connection, record.lastRevision(), new Outcome.Released());
            assertThat(europe.record(connection).phase()).isEqualTo(Phase.RELEASED);
        }
    }

    @Test
    void aRefusedMoveIsNoRejectionOfTheGenerationThatTheOldWayGives() {
        europe.request("pair", 1, within(9_500, demand("gb-lon", "de-fra", 1)), demand("gb-lon", "fr-par", 1));
        europe.activate("pair.1");
        europe.measure(NORTH[0], 40_000);
        europe.judge("pair.1", HealthState.BROKEN, 43_600);
        assertThat(europe.way("pair.1")).containsExactly(SOUTH);
        europe.refuse("pair.1", "atlas", SOUTH);

        PathRecord record = europe.record("pair.1");
        assertThat(europe.way("pair.1")).containsExactly(NORTH);
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(3);
        assertThat(record.plan().orElseThrow().why().cause()).isEqualTo(Cause.PROVIDER_REFUSED);
        assertThat(record.plan().orElseThrow().why().summary()).contains("The path that carries traffic stays.");
        assertThat(record.rejection()).isEmpty();
        assertThat(europe.record("pair.2").phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void aRefusedRepairOfWhatCarriesTrafficIsNoRejection() {
        europe.request("web", 1, within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");

        assertThat(europe.refuse("web.1", "nordic", NORTH)).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.record("web.1").rejection()).isEmpty();
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.ACTIVE);
    }

    @Test
    void aNewGenerationThatChangesNothingIsRejectedWhenItIsRefusedAndTheOldOneStays() {
        europe.request("web", 1, within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        europe.request("web", 2, within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.refuse("web.1", "nordic", NORTH);

        assertThat(europe.record("web.1").rejection().orElseThrow().generation())
                .isEqualTo(2);
        assertThat(europe.way("web.1")).containsExactly(NORTH);
        assertThat(europe.refuse("web.1", "nordic", NORTH)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void anotherWayForAnOlderGenerationKeepsTheRejectionOfTheNewerOne() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));
        europe.request("web", 2, demand("gb-lon", "de-fra", 40));
        Rejection tooMuch = europe.record("web.1").rejection().orElseThrow();
        europe.refuse("web.1", "nordic", NORTH[1]);

        assertThat(europe.way("web.1")).containsExactly(SOUTH);
        assertThat(europe.record("web.1").plan().orElseThrow().generation()).isEqualTo(1);
        assertThat(europe.record("web.1").rejection()).contains(tooMuch);
        assertThat(tooMuch.binding()).isEqualTo(Binding.BANDWIDTH);
    }

    @Test
    void theWayThatCarriesTrafficKeepsTheRejectionOfANewerGenerationThanTheRefusedOne() {
        europe.request("web", 1, within(8_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        europe.request("web", 2, within(8_000, demand("gb-lon", "de-fra", 2)));
        europe.request("web", 3, within(8_000, demand("gb-lon", "de-fra", 40)));
        europe.refuse("web.1", "nordic", NORTH);

        assertThat(europe.record("web.1").plan().orElseThrow().generation()).isEqualTo(1);
        assertThat(europe.record("web.1").rejection().orElseThrow().generation())
                .isEqualTo(3);
        assertThat(europe.record("web.1").rejection().orElseThrow().binding()).isEqualTo(Binding.BANDWIDTH);
    }
}
