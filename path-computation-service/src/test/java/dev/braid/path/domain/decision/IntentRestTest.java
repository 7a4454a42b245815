package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.cheapest;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.scenario.PlayedProvisioning;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentRestTest {
    private static final int PLAYS = 200;
    private static final int STEPS = 150;
    private static final int INTENTS = 3;
    private static final String[] PLACES = {"gb-lon", "fr-par", "de-fra", "nl-ams"};

    private final int[] endings = new int[Ending.values().length];

    private enum Ending {
        NEWEST_GIVEN,
        OLDER_GIVEN,
        NOTHING_HELD
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void onceAllIsAnsweredEveryIntentIsGivenAsAWholeOrHoldsNothing(long seed) {
        Random random = new Random(seed);
        int refusals = 0;
        int moves = 0;
        int returns = 0;
        for (int play = 0; play < PLAYS; play++) {
            Play whole = new Play(random);
            for (int step = 0; step < STEPS; step++) {
                whole.happen();
                whole.checkHoldings("seed %d, play %d, step %d".formatted(seed, play, step));
            }
            whole.provisioning.settle(whole.scenario);
            for (int intent = 0; intent < INTENTS; intent++) {
                String where = "seed %d, play %d, intent %d".formatted(seed, play, intent);
                endings[whole.ending(where, intent).ordinal()]++;
            }
            refusals += whole.provisioning.refusals();
            moves += whole.moves;
            returns += whole.provisioning.returns();
        }
        assertThat(refusals).as("refusals").isGreaterThan(PLAYS);
        assertThat(moves).as("moves").isGreaterThan(PLAYS / 4);
        assertThat(returns).as("returns").isGreaterThan(PLAYS / 20);
        for (Ending ending : Ending.values()) {
            assertThat(endings[ending.ordinal()]).as("%s", ending).isGreaterThan(PLAYS / 10);
        }
    }

    /** Three intents of one to three connections, whose ports never change. */
    private static final class Play {
        private final Random random;
        private final Scenario scenario = new Scenario(World.europe());
        private final PlayedProvisioning provisioning;
        private final String[][][] ends = new String[INTENTS][][];
        private final long[] generations = new long[INTENTS];
        private final boolean[] terminated = new boolean[INTENTS];
        private int moves;

        Play(Random random) {
            this.random = random;
            provisioning = new PlayedProvisioning(random, 0.15);
            for (int i = 0; i < INTENTS; i++) {
                ends[i] = new String[1 + random.nextInt(3)][];
                for (int connection = 0; connection < ends[i].length; connection++) {
                    int from = random.nextInt(PLACES.length);
                    int to = (from + 1 + random.nextInt(PLACES.length - 1)) % PLACES.length;
                    ends[i][connection] = new String[] {PLACES[from], PLACES[to]};
                }
            }
        }

        void happen() {
            scenario.wait(Duration.ofSeconds(random.nextInt(60)));
            switch (random.nextInt(24)) {
                case 0 -> ask(random.nextInt(INTENTS));
                case 1, 2, 3 -> judge();
                case 4, 5, 6, 7, 8, 9 -> provisioning.hear();
                case 10, 11, 12, 13, 14, 15, 16, 17 -> provisioning.work();
                default -> provisioning.deliver(scenario);
            }
        }

        /** The book never gives away what providers hold. */
        void checkHoldings(String where) {
            provisioning.held().forEach((connectionId, plans) -> {
                Map<String, Long> booked =
                        scenario.state().book().find(connectionId).orElseThrow().holdings();
                for (Plan plan : plans) {
                    plan.holdings()
                            .forEach((link, bps) -> assertThat(booked.getOrDefault(link, 0L))
                                    .as("%s: %s of %s revision %d", where, link, connectionId, plan.revision())
                                    .isGreaterThanOrEqualTo(bps));
                }
            });
        }

        private void ask(int intent) {
            if (terminated[intent]) {
                return;
            }
            generations[intent]++;
            terminated[intent] = generations[intent] > 1 && random.nextInt(8) == 0;
            provisioning.send(
                    terminated[intent]
                            ? scenario.terminate("i" + intent, generations[intent])
                            : scenario.request("i" + intent, generations[intent], demands(intent)));
        }

        private Demand[] demands(int intent) {
            Demand[] demands = new Demand[ends[intent].length];
            for (int i = 0; i < demands.length; i++) {
                Demand demand = demand(ends[intent][i][0], ends[intent][i][1], 0.5 + random.nextInt(5) * 0.5);
                demand = random.nextInt(4) == 0 ? cheapest(demand) : demand;
                demands[i] = random.nextInt(3) > 0 ? within(4_500 + random.nextInt(8_000), demand) : demand;
            }
            return demands;
        }

        /** A link of a connection that carries traffic becomes slow, or well again. */
        private void judge() {
            List<PathRecord> active = scenario.state()
                    .book()
                    .after("")
                    .filter(record -> record.phase() == Phase.ACTIVE)
                    .toList();
            if (active.isEmpty()) {
                return;
            }
            PathRecord record = active.get(random.nextInt(active.size()));
            String connection = record.connectionId().substring("acme.".length());
            String link = scenario.way(connection).getFirst();
            scenario.measure(link, random.nextInt(3) == 0 ? 1_000 : 30_000);
            Decision decision = scenario.judge(connection, HealthState.BROKEN, 40_000);
            moves += decision instanceof Decision.Changed ? 1 : 0;
            provisioning.send(decision);
        }

        /** How it ended, if that is a state in which intent-service waits for nothing any more. */
        Ending ending(String where, int intent) {
            List<PathRecord> records = scenario.state().book().ofIntent("acme.i" + intent);
            if (records.stream().allMatch(record -> record.allPlans().isEmpty())) {
                assertThat(records)
                        .as(where)
                        .allMatch(record -> record.phase() == Phase.RELEASED || record.phase() == Phase.REJECTED)
                        .allMatch(record -> record.activeRevision() == 0)
                        .allMatch(record ->
                                provisioning.active(record.connectionId()).isEmpty());
                return Ending.NOTHING_HELD;
            }
            assertThat(records).as(where).hasSize(ends[intent].length).allSatisfy(record -> {
                long revision = record.plan().orElseThrow().revision();
                assertThat(record.phase()).isEqualTo(Phase.ACTIVE);
                assertThat(record.heldPlans()).isEmpty();
                assertThat(record.activeRevision()).isEqualTo(revision);
                assertThat(provisioning
                                .active(record.connectionId())
                                .orElseThrow()
                                .revision())
                        .isEqualTo(revision);
            });
            assertThat(terminated[intent]).as(where).isFalse();
            long given = records.stream()
                    .mapToLong(record -> record.plan().orElseThrow().generation())
                    .min()
                    .orElseThrow();
            boolean rejected = records.stream()
                    .flatMap(record -> record.rejection().stream())
                    .mapToLong(Rejection::generation)
                    .anyMatch(generation -> generation == generations[intent]);
            // A generation that is given and rejected, or neither, would be waited for without end.
            assertThat(rejected).as(where).isEqualTo(given < generations[intent]);
            return rejected ? Ending.OLDER_GIVEN : Ending.NEWEST_GIVEN;
        }
    }
}
