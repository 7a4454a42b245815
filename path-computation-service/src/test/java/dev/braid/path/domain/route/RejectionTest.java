package dev.braid.path.domain.route;

import static dev.braid.path.scenario.Scenario.constraints;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.engine.Weighing;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void whatBindsIsWhatHelpsWhenItIsRelaxedAndWhatIsOfferedCanBeHad(long seed) {
        Random random = new Random(seed);
        int[] seen = new int[Binding.values().length];
        for (int i = 0; i < 400; i++) {
            Scenario scenario = randomScenario(random);
            Demand demand = randomDemand(random);
            if (!(scenario.answer(demand, Set.of()) instanceof Answer.None(var rejection))) {
                continue;
            }
            seen[rejection.binding().ordinal()]++;
            int graph = i;
            rejection.nearestOffer().ifPresent(offer -> {
                Demand relaxed =
                        switch (rejection.binding()) {
                            case LATENCY -> within(offer.latencyUs(), demand);
                            case BANDWIDTH -> within(offer.latencyUs(), demand.withBandwidthBps(offer.bandwidthBps()));
                            case CONSTRAINTS -> free(demand);
                            case NO_ROUTE,
                                    UNKNOWN_LOCATION,
                                    SIBLING,
                                    PROVIDER_REFUSED,
                                    PRICE,
                                    HOPS,
                                    JITTER,
                                    LOSS,
                                    AVAILABILITY,
                                    PROTECTION,
                                    WAYPOINTS,
                                    WINDOW,
                                    PREEMPTED,
                                    UNPROVEN -> throw new AssertionError(rejection);
                        };
                assertThat(scenario.answer(relaxed, Set.of()))
                        .as("seed %d, %d: %s", seed, graph, rejection)
                        .isInstanceOf(Answer.Found.class);
            });
            if (rejection.binding() == Binding.NO_ROUTE) {
                Demand nothingElse = free(new Demand(
                        demand.aLocationId(),
                        demand.zLocationId(),
                        1_000_000,
                        Objectives.of(Weighing.LATENCY, OptionalLong.empty()),
                        Constraints.NONE));
                assertThat(scenario.answer(nothingElse, Set.of())).isInstanceOf(Answer.None.class);
            }
        }
        for (Binding binding : List.of(Binding.LATENCY, Binding.BANDWIDTH, Binding.CONSTRAINTS, Binding.NO_ROUTE)) {
            assertThat(seen[binding.ordinal()])
                    .as("%s of seed %d", binding, seed)
                    .isPositive();
        }
    }

    private static Scenario randomScenario(Random random) {
        World world = new World();
        String[] places = {"gb-lon", "fr-par", "de-fra", "nl-ams", "us-nyc"};
        for (String place : places) {
            world.location(place);
        }
        for (int i = 0; i < 5 + random.nextInt(4); i++) {
            int from = random.nextInt(places.length);
            int to = (from + 1 + random.nextInt(places.length - 1)) % places.length;
            String provider = random.nextInt(3) == 0 ? "nordic" : "atlas";
            world.line(
                    provider,
                    places[from],
                    places[to],
                    "-" + i,
                    1_000 + random.nextInt(9_000),
                    1 + random.nextInt(10),
                    random.nextInt(500));
        }
        world.meet("gb-lon", "atlas", "nordic");
        return new Scenario(world);
    }

    private static Demand randomDemand(Random random) {
        Demand demand = new Demand(
                "gb-lon",
                "us-nyc",
                World.GBPS * (1 + random.nextInt(8)),
                Objectives.of(random.nextBoolean() ? Weighing.LATENCY : Weighing.PRICE, OptionalLong.empty()),
                constraints(
                        random.nextInt(3) == 0 ? List.of("nordic") : List.of(),
                        random.nextInt(4) == 0 ? List.of("GB", "US", "FR") : List.of()));
        return random.nextBoolean() ? within(2_000 + random.nextInt(12_000), demand) : demand;
    }

    private static Demand free(Demand demand) {
        return new Demand(
                demand.aLocationId(),
                demand.zLocationId(),
                demand.bandwidthBps(),
                demand.objectives(),
                Constraints.NONE);
    }
}
