package dev.braid.path.domain.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.contract.RecordProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal.IntentRequested;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.decision.Signal.RequestedConnection;
import dev.braid.path.domain.inquiry.GenerationStudy.Foreseen;
import dev.braid.path.domain.inquiry.GenerationStudy.Known;
import dev.braid.path.domain.inquiry.GenerationStudy.Refusal;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Leg;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.engine.Weighing;
import dev.braid.path.scenario.RandomWorld;
import dev.braid.path.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foreseen is what is then decided: the same is asked of a copy first, and then in earnest. */
class GenerationStudyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int INTENTS = 5;
    private static final int WORLDS = 40;

    private final Map<String, Integer> seen = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsForeseenIsWhatIsThenDecided(long seed) {
        Random random = new Random(seed);
        for (int number = 0; number < WORLDS; number++) {
            RandomWorld world = new RandomWorld(random);
            PlanningState state = new PlanningState();
            state.apply(world.change());
            Map<Integer, Long> generations = new HashMap<>();
            for (int step = 0; step < 3 * INTENTS; step++) {
                int intent = random.nextInt(INTENTS);
                long generation = generations.merge(intent, 1L, Long::sum);
                compare(state, asked(world, random, state, intent, generation), random);
                if (random.nextInt(3) > 0) {
                    activate(state, "acme." + intent);
                }
            }
        }
        for (String kind : List.of("planned", "moved", "rejected", "booked", "refused", "preempting", "kept")) {
            assertThat(seen.getOrDefault(kind, 0)).as(kind).isGreaterThan(WORLDS / 8);
        }
    }

    private void compare(PlanningState state, IntentRequested asked, Random random) {
        String before = all(state);
        List<Refusal> refusals = new ArrayList<>();
        List<Foreseen> foreseen = foresee(state, asked, refusals);
        for (int most = random.nextInt(3); most > 0; most--) {
            refusal(foreseen, random).ifPresent(refusals::add);
            foreseen = foresee(state, asked, refusals);
        }
        assertThat(all(state)).as("nothing is changed").isEqualTo(before);

        take(state, IntentPlanner.requested(state, asked, NOW));
        for (Refusal refusal : refusals) {
            PathRecord record = state.book().find(refusal.connectionId()).orElseThrow();
            long revision = record.plan().map(Plan::revision).orElse(0L);
            report(state, refusal.connectionId(), revision, refusal.failed());
        }
        for (Foreseen each : foreseen) {
            assertThat(each.after().map(RecordProto::message))
                    .as("%s, refused %s", asked, refusals)
                    .isEqualTo(state.book().find(each.connectionId()).map(RecordProto::message));
            count(asked, each, refusals);
        }
    }

    private static List<Foreseen> foresee(PlanningState state, IntentRequested asked, List<Refusal> refusals) {
        return GenerationStudy.foresee(Known.of(state, asked, refusals), asked, refusals, NOW);
    }

    private void count(IntentRequested asked, Foreseen each, List<Refusal> refusals) {
        PathRecord after = each.after().orElseThrow();
        Optional<Plan> active = each.before().flatMap(PathRecord::activePlan);
        boolean rejected = after.rejection()
                .filter(it -> it.generation() == asked.generation())
                .isPresent();
        if (rejected) {
            note("rejected");
        } else if (after.plan().isEmpty()) {
            note("booked");
        } else if (active.isPresent()) {
            note(active.get().sameWay(after.plan().get()) ? "kept" : "moved");
        } else {
            note("planned");
        }
        if (!refusals.isEmpty()) {
            note("refused");
        }
        if (after.demand().priority().preempt() && !rejected) {
            note("preempting");
        }
    }

    private void note(String kind) {
        seen.merge(kind, 1, Integer::sum);
    }

    @Test
    void theNewestGenerationGetsWhatIsDecidedForIt() {
        RandomWorld world = new RandomWorld(new Random(4));
        PlanningState state = new PlanningState();
        state.apply(world.change());
        IntentRequested first = asked(world, new Random(4), state, 1, 1);
        take(state, IntentPlanner.requested(state, first, NOW));
        assertThat(foresee(state, first, List.of()))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.after()).isEqualTo(each.before()));
    }

    /** A leg of one of the plans. */
    private static Optional<Refusal> refusal(List<Foreseen> foreseen, Random random) {
        Foreseen one = foreseen.get(random.nextInt(foreseen.size()));
        return one.after().flatMap(PathRecord::plan).map(plan -> {
            Leg leg = plan.legs().get(random.nextInt(plan.legs().size()));
            return new Refusal(one.connectionId(), new Outcome.Failed(leg.providerId(), leg.linkIds(), "UNSUPPORTED"));
        });
    }

    private static IntentRequested asked(
            RandomWorld world, Random random, PlanningState state, int intent, long generation) {
        String key = "acme." + intent;
        List<RequestedConnection> connections = new ArrayList<>();
        for (int count = 1 + intent % 3; count > 0; count--) {
            Demand demand = random.nextInt(4) == 0 ? world.demand() : plain(world.demand());
            Optional<PathRecord> known = state.book().find(key + "." + (connections.size() + 1));
            if (known.isPresent() && random.nextBoolean()) {
                demand = known.get().demand().withBandwidthBps(demand.bandwidthBps());
            }
            if (random.nextInt(4) == 0) {
                demand = demand.withProtection(Optional.of(world.protection()));
            }
            if (random.nextInt(5) == 0) {
                Instant start = NOW.plus(Duration.ofHours(random.nextInt(3)));
                demand = Scenario.during(start, start.plus(Duration.ofHours(1 + random.nextInt(2))), demand);
            }
            if (random.nextInt(4) == 0) {
                demand = demand.withPriority(new Priority(0, 0, true));
            }
            connections.add(new RequestedConnection(key + "." + (connections.size() + 1), demand));
        }
        return new IntentRequested(key, "acme", generation, connections);
    }

    /** The same with no bounds. */
    private static Demand plain(Demand demand) {
        return new Demand(
                demand.aLocationId(),
                demand.zLocationId(),
                demand.bandwidthBps(),
                Objectives.of(Weighing.LATENCY, OptionalLong.empty()),
                Constraints.NONE);
    }

    private static void activate(PlanningState state, String intentKey) {
        for (PathRecord record : state.book().ofIntent(intentKey)) {
            record.plan().map(Plan::revision).ifPresent(revision -> {
                report(state, record.connectionId(), revision, new Outcome.Activated());
                report(state, record.connectionId(), revision, new Outcome.OldLegsReleased());
            });
        }
    }

    private static void report(PlanningState state, String connectionId, long revision, Outcome outcome) {
        ProvisioningReport report =
                new ProvisioningReport(connectionId, revision, state.lastReport(connectionId) + 1, outcome);
        take(state, ProvisioningPlanner.decide(state, report, NOW));
        state.apply(new Change.ReportSeen(connectionId, report.sequence()));
    }

    private static void take(PlanningState state, Decision decision) {
        if (decision instanceof Decision.Changed(var records)) {
            records.forEach(record -> state.apply(new Change.RecordWritten(record)));
        }
    }

    /** All of it that a question could have touched. */
    private static String all(PlanningState state) {
        StringBuilder all = new StringBuilder();
        state.book().after("").forEach(record -> all.append(RecordProto.message(record)));
        Network network = state.network();
        for (int arc = 0; arc < network.index().graph().arcCount(); arc++) {
            String linkId = network.index().link(arc).linkId();
            all.append(state.promisedBps(linkId)).append(' ');
            all.append(network.load().residualBps(arc)).append('\n');
        }
        return all.toString();
    }
}
