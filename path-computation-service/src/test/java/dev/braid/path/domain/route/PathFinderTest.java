package dev.braid.path.domain.route;

import static dev.braid.path.scenario.Scenario.cheapest;
import static dev.braid.path.scenario.Scenario.constraints;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathFinderTest {
    private final Scenario europe = new Scenario(World.europe().location("us-nyc"));

    @Test
    void aPlanSaysWhyItIsTheOne() {
        Explanation why = plan(within(10_000, demand("gb-lon", "de-fra", 1))).why();

        assertThat(why.summary())
                .isEqualTo("Least latency within 10.0 ms from gb-lon to de-fra: "
                        + "7.1 ms over nordic in 2 hops, 0.00 USD an hour.");
        assertThat(why.unconstrainedLatencyUs()).isEqualTo(7_100);
        assertThat(why.fullLinkIds()).isEmpty();
    }

    @Test
    void aPlanSaysWhatIsInItsWay() {
        europe.request("big", 1, demand("gb-lon", "nl-ams", 9.5));
        Explanation why = plan(demand("gb-lon", "de-fra", 1)).why();

        assertThat(why.fullLinkIds()).containsExactly("nordic-gb-lon-nl-ams");
        assertThat(why.unconstrainedLatencyUs()).isEqualTo(7_100);
        assertThat(why.summary()).endsWith("; the direct way has too little bandwidth left on nordic-gb-lon-nl-ams.");
    }

    @Test
    void legsAreCutWhereTheProviderChanges() {
        europe.measure("nordic-gb-lon-nl-ams", 40_000).measure("atlas-gb-lon-fr-par", 40_000);
        Plan plan = plan(demand("gb-lon", "de-fra", 1));

        assertThat(plan.legs()).extracting(Leg::providerId).containsExactly("atlas", "nordic");
        assertThat(plan.legs().getFirst().linkIds()).containsExactly("atlas-gb-lon-nl-ams", "meet-nl-ams-atlas-nordic");
        assertThat(plan.legs().getFirst().zNodeId())
                .isEqualTo(plan.legs().getLast().aNodeId());
        assertThat(plan.legs().stream().mapToLong(Leg::priceMicrosPerHour).sum())
                .isEqualTo(plan.priceMicrosPerHour());
    }

    @Test
    void whereTooManyPathsWouldHaveToBeTriedItIsNotClaimedThatThereIsNoSecondOne() {
        World world = new World();
        String[] places = {"gb-lon", "gb-a", "gb-b", "gb-c", "gb-d", "gb-e", "gb-f", "gb-g", "de-fra"};
        for (int stage = 0; stage < 7; stage++) {
            world.line("atlas", places[stage], places[stage + 1], "-one", 1_000, 10, 1);
            world.line("atlas", places[stage], places[stage + 1], "-two", 1_000, 10, 1);
        }
        world.line("atlas", "gb-g", "de-fra", 10_000, 10, 1).line("nordic", "gb-lon", "de-fra", 20_000, 10, 1);
        Demand demand = within(19_000, demand("gb-lon", "de-fra", 1))
                .withProtection(Optional.of(new Protection(Protection.Disjointness.LINK, false)));

        assertThat(new Scenario(world).answer(demand, Set.of())).isInstanceOfSatisfying(Answer.None.class, none -> {
            assertThat(none.rejection().binding()).isEqualTo(Binding.UNPROVEN);
            assertThat(none.rejection().conflictingFields()).isEmpty();
        });
    }

    @Test
    void aBoundThatNoPathKeepsBindsAndTheFastestIsOffered() {
        Rejection rejection = rejection(within(7_000, demand("gb-lon", "de-fra", 1)));

        assertThat(rejection.binding()).isEqualTo(Binding.LATENCY);
        assertThat(rejection.nearestOffer()).contains(new NearestOffer(7_100, World.GBPS, 600, 2, Optional.empty()));
        assertThat(rejection.message())
                .isEqualTo("The fastest path with 1 Gbit/s from gb-lon to de-fra takes 7.1 ms; the bound is 7.0 ms.");
    }

    @Test
    void bandwidthThatNoPathHasBindsAndTheWidestWithinTheBoundIsOffered() {
        Rejection rejection = rejection(within(8_000, demand("gb-lon", "de-fra", 12)));

        assertThat(rejection.binding()).isEqualTo(Binding.BANDWIDTH);
        assertThat(rejection.nearestOffer().orElseThrow().bandwidthBps()).isEqualTo(10 * World.GBPS);
        assertThat(rejection.nearestOffer().orElseThrow().latencyUs()).isEqualTo(7_100);
        assertThat(rejection.message())
                .isEqualTo("No path from gb-lon to de-fra has 12 Gbit/s left; 10 Gbit/s in 7.1 ms can be had.");
    }

    @Test
    void latencyBindsWhereAWiderPathIsOnlyTooSlow() {
        europe.request("big", 1, demand("gb-lon", "nl-ams", 9.5));

        assertThat(rejection(within(8_000, demand("gb-lon", "de-fra", 1))).binding())
                .isEqualTo(Binding.LATENCY);
    }

    @Test
    void constraintsThatLeaveNoPathBind() {
        Rejection providers = rejection(constrained(List.of("atlas", "nordic"), List.of()));
        assertThat(providers.binding()).isEqualTo(Binding.CONSTRAINTS);
        assertThat(providers.message()).contains("the excluded providers (atlas, nordic)");
        assertThat(providers.nearestOffer()).isPresent();
        Rejection countries = rejection(constrained(List.of(), List.of("GB", "DE")));
        assertThat(countries.binding()).isEqualTo(Binding.CONSTRAINTS);
        assertThat(rejection(constrained(List.of(), List.of("ZZ"))).binding()).isEqualTo(Binding.CONSTRAINTS);
    }

    @Test
    void constraintsAreKeptTo() {
        assertThat(plan(constrained(List.of("nordic"), List.of())).linkIds())
                .containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(plan(constrained(List.of(), List.of("GB", "NL", "DE"))).linkIds())
                .containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
    }

    @Test
    void endsThatNothingJoinsHaveNoRoute() {
        assertThat(rejection(demand("gb-lon", "us-nyc", 1)).binding()).isEqualTo(Binding.NO_ROUTE);
        assertThat(rejection(demand("gb-lon", "gb-lon", 1)).binding()).isEqualTo(Binding.NO_ROUTE);
    }

    @Test
    void linksThatAreDownAreNoRoute() {
        Scenario line = new Scenario(new World().line("atlas", "gb-lon", "fr-par", 4_000, 10, 1));
        line.cut("atlas-fr-par-gb-lon");

        assertThat(((Answer.None) line.answer(demand("gb-lon", "fr-par", 1), Set.of()))
                        .rejection()
                        .binding())
                .isEqualTo(Binding.NO_ROUTE);
    }

    @Test
    void aLocationThatIsNotInTheTopologyIsNamed() {
        Rejection rejection = rejection(demand("gb-lon", "mars", 1));

        assertThat(rejection.binding()).isEqualTo(Binding.UNKNOWN_LOCATION);
        assertThat(rejection.message()).isEqualTo("Location 'mars' is not in the topology.");
    }

    @Test
    void refusalsThatLeaveNoPathBind() {
        Answer answer = europe.answer(
                within(8_000, demand("gb-lon", "de-fra", 1)), Set.of("nordic-gb-lon-nl-ams", "nordic-nl-ams-gb-lon"));

        assertThat(((Answer.None) answer).rejection().binding()).isEqualTo(Binding.PROVIDER_REFUSED);
    }

    @Test
    void anInquiryIsAnsweredTogetherOrNotAtAll() {
        PlanningState state = europe.state();
        List<Answer> both = Inquiry.answer(
                state.outlook(),
                List.of(demand("gb-lon", "de-fra", 6), demand("gb-lon", "de-fra", 6)),
                europe.now(),
                () -> {});
        assertThat(both).allMatch(Answer.Found.class::isInstance);
        assertThat(((Answer.Found) both.get(1)).plan().linkIds()).startsWith("atlas-gb-lon-fr-par");

        List<Answer> none = Inquiry.answer(
                state.outlook(),
                List.of(demand("gb-lon", "de-fra", 6), demand("gb-lon", "de-fra", 60)),
                europe.now(),
                () -> {});
        assertThat(((Answer.None) none.getFirst()).rejection().binding()).isEqualTo(Binding.SIBLING);
        assertThat(((Answer.None) none.getLast()).rejection().binding()).isEqualTo(Binding.BANDWIDTH);
        assertThat(state.book().reservedBps("nordic-gb-lon-nl-ams")).isZero();
    }

    private static Demand constrained(List<String> excluded, List<String> countries) {
        Demand demand = cheapest(demand("gb-lon", "de-fra", 1));
        return new Demand(
                demand.aLocationId(),
                demand.zLocationId(),
                demand.bandwidthBps(),
                demand.objectives(),
                constraints(excluded, countries));
    }

    private Plan plan(Demand demand) {
        return ((Answer.Found) europe.answer(demand, Set.of())).plan();
    }

    private Rejection rejection(Demand demand) {
        return ((Answer.None) europe.answer(demand, Set.of())).rejection();
    }
}
