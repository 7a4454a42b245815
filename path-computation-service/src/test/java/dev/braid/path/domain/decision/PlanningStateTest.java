package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.cheapest;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningStateTest {
    private static final int STEPS = 600;
    private static final String[] PLACES = {"gb-lon", "fr-par", "de-fra", "nl-ams"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whateverHappensTheBookEqualsARecountAndNoLinkIsOversold(long seed) {
        Random random = new Random(seed);
        Scenario scenario = new Scenario(World.europe());
        int held = 0;
        for (int step = 0; step < STEPS; step++) {
            happen(scenario, random, step);
            Map<String, Long> recount = recount(scenario.state());
            for (Link link : scenario.state().topology().links()) {
                long reserved = scenario.state().book().reservedBps(link.linkId());
                assertThat(reserved)
                        .as("seed %d, step %d, %s", seed, step, link.linkId())
                        .isEqualTo(recount.getOrDefault(link.linkId(), 0L))
                        .isBetween(0L, link.capacityBps());
                assertThat(residual(scenario.state(), link.linkId())).isEqualTo(link.capacityBps() - reserved);
                held += reserved > 0 ? 1 : 0;
            }
        }
        assertThat(held).as("links that held something").isGreaterThan(STEPS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theNewestRecordsInAnyOrderGiveTheSameBookAgain(long seed) {
        Random random = new Random(seed);
        Scenario scenario = new Scenario(World.europe());
        for (int step = 0; step < STEPS; step++) {
            happen(scenario, random, step);
        }
        List<Change> topics = new ArrayList<>();
        scenario.state().book().after("").forEach(record -> topics.add(new Change.RecordWritten(record)));
        topics.add(World.europe().change());
        Collections.shuffle(topics, random);
        PlanningState read = new PlanningState();
        read.apply(topics);

        for (Link link : scenario.state().topology().links()) {
            assertThat(read.book().reservedBps(link.linkId()))
                    .isEqualTo(scenario.state().book().reservedBps(link.linkId()));
            assertThat(residual(read, link.linkId())).isEqualTo(residual(scenario.state(), link.linkId()));
        }
        assertThat(read.book().after("").toList())
                .isEqualTo(scenario.state().book().after("").toList());
    }

    @Test
    void whatIsComputedOnAForkIsForgottenWithIt() {
        Scenario scenario = new Scenario(World.europe());
        scenario.request("web", 1, demand("gb-lon", "de-fra", 4));
        PathRecord before = scenario.record("web.1");

        PlanningState fork = scenario.state().fork();
        fork.apply(new Change.RecordForgotten("acme.web.1"));
        fork.apply(new Change.LinkMeasured(
                new dev.braid.path.domain.network.LinkMeasure("nordic-gb-lon-nl-ams", scenario.now(), 50_000, true)));
        fork.apply(new Change.ReportSeen("acme.web.1", 7));
        fork.apply(new World().line("atlas", "gb-lon", "us-nyc", 30_000, 10, 1).change());
        assertThat(fork.book().reservedBps("nordic-gb-lon-nl-ams")).isZero();
        assertThat(fork.book().ofIntent("acme.web")).isEmpty();
        assertThat(fork.topology().location("us-nyc")).isPresent();

        PlanningState state = scenario.state();
        assertThat(scenario.record("web.1")).isEqualTo(before);
        assertThat(state.book().ofIntent("acme.web")).containsExactly(before);
        assertThat(residual(state, "nordic-gb-lon-nl-ams")).isEqualTo(6 * World.GBPS);
        assertThat(state.measure("nordic-gb-lon-nl-ams")).isEmpty();
        assertThat(state.lastReport("acme.web.1")).isZero();
        assertThat(state.topology().location("us-nyc")).isEmpty();
        assertThat(scenario.request("web", 2, demand("gb-lon", "de-fra", 1))).isInstanceOf(Decision.Changed.class);
        assertThat(scenario.way("web.1")).containsExactly("nordic-gb-lon-nl-ams", "nordic-nl-ams-de-fra");
    }

    @Test
    void anOlderRecordOrMeasureChangesNothing() {
        Scenario scenario = new Scenario(World.europe());
        scenario.request("web", 1, demand("gb-lon", "de-fra", 4));
        PathRecord first = scenario.record("web.1");
        scenario.activate("web.1").measure("atlas-gb-lon-fr-par", 9_000);

        scenario.state().apply(new Change.RecordWritten(first));
        scenario.wait(Duration.ofSeconds(-5)).measure("atlas-gb-lon-fr-par", 4_500);
        assertThat(scenario.record("web.1").sequence()).isGreaterThan(first.sequence());
        assertThat(scenario.state().measure("atlas-gb-lon-fr-par").orElseThrow().latencyUs())
                .isEqualTo(9_000);
    }

    @Test
    void aForgottenMeasureMeansTheFloorAndAMeasureBelowTheFloorToo() {
        Scenario scenario = new Scenario(World.europe());
        scenario.measure("atlas-gb-lon-fr-par", 9_000);
        assertThat(latency(scenario.state(), "atlas-gb-lon-fr-par")).isEqualTo(9_000);
        scenario.state().apply(new Change.MeasureForgotten("atlas-gb-lon-fr-par"));
        assertThat(latency(scenario.state(), "atlas-gb-lon-fr-par")).isEqualTo(4_000);
        scenario.measure("atlas-gb-lon-fr-par", 1_000);
        assertThat(latency(scenario.state(), "atlas-gb-lon-fr-par")).isEqualTo(4_000);
    }

    /** One random thing that may happen, sensible or not. */
    private static void happen(Scenario scenario, Random random, int step) {
        String intent = "i" + random.nextInt(12);
        String connection = intent + "." + (1 + random.nextInt(2));
        long revision = 1 + random.nextInt(8);
        scenario.wait(Duration.ofSeconds(random.nextInt(60)));
        boolean known = scenario.state()
                .book()
                .find("acme." + connection)
                .flatMap(PathRecord::plan)
                .isPresent();
        switch (random.nextInt(10)) {
            case 0, 1 -> scenario.request(intent, step + 1L, demands(random));
            case 2 -> scenario.request(intent, random.nextInt(step + 2), demands(random));
            case 3 -> scenario.terminate(intent, step + 1L);
            case 4 -> scenario.report(connection, revision, new Outcome.Released());
            case 5 -> scenario.report(connection, revision, new Outcome.Activated());
            case 6 -> {
                if (known) {
                    scenario.activate(connection);
                }
            }
            case 7 -> {
                if (known) {
                    scenario.refuse(
                            connection, "nordic", scenario.way(connection).getFirst());
                }
            }
            case 8 -> {
                if (known) {
                    scenario.measure(scenario.way(connection).getFirst(), 1_000 + random.nextInt(30_000));
                    scenario.judge(connection, HealthState.BROKEN, 40_000);
                }
            }
            default -> scenario.report(connection, revision, new Outcome.OldLegsReleased());
        }
    }

    private static Demand[] demands(Random random) {
        Demand[] demands = new Demand[1 + random.nextInt(2)];
        for (int i = 0; i < demands.length; i++) {
            int from = random.nextInt(PLACES.length);
            int to = (from + 1 + random.nextInt(PLACES.length - 1)) % PLACES.length;
            Demand demand = demand(PLACES[from], PLACES[to], 0.5 + random.nextInt(8) * 0.5);
            demand = random.nextBoolean() ? cheapest(demand) : demand;
            demands[i] = random.nextBoolean() ? within(4_000 + random.nextInt(12_000), demand) : demand;
        }
        return demands;
    }

    /** The oracle: for each connection and link the largest of its plans, summed up from nothing. */
    private static Map<String, Long> recount(PlanningState state) {
        Map<String, Long> sums = new HashMap<>();
        state.book().after("").forEach(record -> {
            Map<String, Long> largest = new HashMap<>();
            List<Plan> plans = new ArrayList<>(record.heldPlans());
            record.plan().ifPresent(plans::add);
            for (Plan plan : plans) {
                for (Hop hop : plan.hops()) {
                    for (String link : List.of(hop.linkId(), hop.reverseLinkId())) {
                        largest.put(link, Math.max(largest.getOrDefault(link, 0L), plan.bandwidthBps()));
                    }
                }
            }
            largest.forEach((link, bps) -> sums.put(link, sums.getOrDefault(link, 0L) + bps));
        });
        return sums;
    }

    private static long residual(PlanningState state, String linkId) {
        return state.network()
                .load()
                .residualBps(state.network().index().arc(linkId).orElseThrow());
    }

    private static long latency(PlanningState state, String linkId) {
        return state.network()
                .load()
                .latencyUs(state.network().index().arc(linkId).orElseThrow());
    }
}
