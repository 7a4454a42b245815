package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.cheapest;
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

class IntentPlannerTest {
    private final Scenario europe = new Scenario(World.europe());

    @Test
    void aNewIntentIsPlannedOnTheFastestWayAndHeldInBothDirections() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 2));

        PathRecord record = europe.record("web.1");
        Plan plan = record.plan().orElseThrow();
        assertThat(europe.way("web.1")).containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(record.sequence()).isEqualTo(1);
        assertThat(plan.revision()).isEqualTo(1);
        assertThat(plan.generation()).isEqualTo(1);
        assertThat(plan.expectedLatencyUs()).isEqualTo(7_100);
        assertThat(plan.priceMicrosPerHour()).isEqualTo(2 * (300 + 300));
        assertThat(plan.legs())
                .singleElement()
                .satisfies(leg -> assertThat(leg.linkIds()).isEqualTo(europe.way("web.1")));
        assertThat(plan.why().cause()).isEqualTo(Cause.SUBMITTED);
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isEqualTo(2);
        assertThat(europe.reservedGbps("nordic-nl-ams-gb-lon")).isEqualTo(2);
    }

    @Test
    void theCheapestWayIsTakenWhenPriceIsAsked() {
        europe.request("web", 1, cheapest(demand("gb-lon", "de-fra", 1)));

        assertThat(europe.way("web.1")).containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
    }

    @Test
    void aBoundOnLatencyMakesTheCheapWayTooSlow() {
        europe.request("web", 1, cheapest(within(8_000, demand("gb-lon", "de-fra", 1))));

        assertThat(europe.way("web.1")).containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
    }

    @Test
    void aGenerationThatIsNotNewerIsStale() {
        europe.request("web", 2, demand("gb-lon", "de-fra", 1));

        assertThat(europe.request("web", 2, demand("gb-lon", "fr-par", 1))).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.request("web", 1, demand("gb-lon", "fr-par", 1))).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.terminate("web", 2)).isInstanceOf(Decision.Ignored.class);
        assertThat(europe.record("web.1").sequence()).isEqualTo(1);
    }

    @Test
    void connectionsOfOneIntentSeeEachOthersBandwidth() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 6), demand("gb-lon", "de-fra", 6));

        assertThat(europe.way("web.1")).containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
        assertThat(europe.way("web.2")).containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(europe.record("web.2").plan().orElseThrow().why().fullLinkIds())
                .containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
    }

    @Test
    void allConnectionsAreAdmittedOrNone() {
        europe.request(
                "mesh", 1, demand("gb-lon", "de-fra", 6), demand("gb-lon", "de-fra", 6), demand("gb-lon", "de-fra", 6));

        assertThat(europe.record("mesh.1").rejection().orElseThrow().binding()).isEqualTo(Binding.SIBLING);
        assertThat(europe.record("mesh.2").rejection().orElseThrow().binding()).isEqualTo(Binding.SIBLING);
        assertThat(europe.record("mesh.3").rejection().orElseThrow().binding()).isEqualTo(Binding.BANDWIDTH);
        for (String connection : new String[] {"mesh.1", "mesh.2", "mesh.3"}) {
            assertThat(europe.record(connection).phase()).isEqualTo(Phase.REJECTED);
            assertThat(europe.record(connection).intentConnectionCount()).isEqualTo(3);
        }
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isZero();
    }

    @Test
    void aChangeKeepsTheOldPlanHeldAndCountsASharedLinkOnceAtTheLargest() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.request("web", 2, demand("gb-lon", "de-fra", 7));

        PathRecord record = europe.record("web.1");
        assertThat(record.plan().orElseThrow().revision()).isEqualTo(2);
        assertThat(record.plan().orElseThrow().generation()).isEqualTo(2);
        assertThat(record.plan().orElseThrow().why().cause()).isEqualTo(Cause.CHANGED);
        assertThat(record.heldPlans()).extracting(Plan::revision).containsExactly(1L);
        assertThat(record.phase()).isEqualTo(Phase.PLANNED);
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isEqualTo(7);
    }

    @Test
    void aChangeToTheSameStillGetsANewGenerationAndRevision() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.request("web", 2, demand("gb-lon", "de-fra", 4));

        assertThat(europe.record("web.1").generation()).isEqualTo(2);
        assertThat(europe.record("web.1").plan().orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void aConnectionMayGrowIntoWhatItHoldsItself() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 8));
        europe.request("web", 2, demand("gb-lon", "de-fra", 9));

        assertThat(europe.way("web.1")).containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isEqualTo(9);
    }

    @Test
    void anInfeasibleChangeLeavesWhatIsInForce() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.request("web", 2, demand("gb-lon", "de-fra", 40), demand("gb-lon", "fr-par", 1));

        PathRecord kept = europe.record("web.1");
        assertThat(kept.phase()).isEqualTo(Phase.ACTIVE);
        assertThat(kept.generation()).isEqualTo(2);
        assertThat(kept.plan().orElseThrow().generation()).isEqualTo(1);
        assertThat(kept.demand().bandwidthBps()).isEqualTo(4 * World.GBPS);
        assertThat(kept.intentConnectionCount()).isEqualTo(1);
        assertThat(kept.rejection().orElseThrow().binding()).isEqualTo(Binding.BANDWIDTH);
        assertThat(kept.rejection().orElseThrow().generation()).isEqualTo(2);
        assertThat(europe.record("web.2").phase()).isEqualTo(Phase.REJECTED);
        assertThat(europe.record("web.2").rejection().orElseThrow().binding()).isEqualTo(Binding.SIBLING);
    }

    @Test
    void aConnectionThatTheNewGenerationLeavesOutIsReleased() {
        europe.request("hub", 1, demand("gb-lon", "de-fra", 1), demand("gb-lon", "fr-par", 1));
        europe.activate("hub.1").activate("hub.2");
        europe.request("hub", 2, demand("gb-lon", "de-fra", 1));

        PathRecord left = europe.record("hub.2");
        assertThat(left.phase()).isEqualTo(Phase.RELEASING);
        assertThat(left.generation()).isEqualTo(2);
        assertThat(left.plan()).isEmpty();
        assertThat(europe.reservedGbps("atlas-gb-lon-fr-par")).isEqualTo(1);
        europe.report("hub.2", 1, new Outcome.Released());
        assertThat(europe.record("hub.2").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.reservedGbps("atlas-gb-lon-fr-par")).isZero();
    }

    @Test
    void aConnectionThatComesBackCountsItsRevisionsOn() {
        europe.request("hub", 1, demand("gb-lon", "de-fra", 1), demand("gb-lon", "fr-par", 1));
        europe.request("hub", 2, demand("gb-lon", "de-fra", 1));
        europe.report("hub.2", 1, new Outcome.Released());
        europe.request("hub", 3, demand("gb-lon", "de-fra", 1), demand("gb-lon", "fr-par", 1));

        assertThat(europe.record("hub.2").plan().orElseThrow().revision()).isEqualTo(2);
        assertThat(europe.record("hub.2").phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void terminationHoldsTheBandwidthUntilProvidersHaveLetGo() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 4));
        europe.activate("web.1");
        europe.terminate("web", 2);

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASING);
        assertThat(europe.record("web.1").plan()).isEmpty();
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isEqualTo(4);
        europe.report("web.1", 1, new Outcome.Released());
        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.record("web.1").heldPlans()).isEmpty();
        assertThat(europe.reservedGbps("nordic-gb-lon-nl-ams")).isZero();
    }

    @Test
    void aRejectedIntentIsReleasedAtOnceWhenItIsTerminated() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 40));
        europe.terminate("web", 2);

        assertThat(europe.record("web.1").phase()).isEqualTo(Phase.RELEASED);
        assertThat(europe.record("web.1").generation()).isEqualTo(2);
    }

    @Test
    void terminatingWhatWasNeverSeenIsIgnored() {
        assertThat(europe.terminate("ghost", 1)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void anotherTenantsIntentOfTheSameNameIsAnotherIntent() {
        europe.request("web", 1, demand("gb-lon", "de-fra", 1));

        assertThat(europe.state().book().ofIntent("acme.we")).isEmpty();
        assertThat(europe.state().book().ofIntent("globex.web")).isEmpty();
    }
}
