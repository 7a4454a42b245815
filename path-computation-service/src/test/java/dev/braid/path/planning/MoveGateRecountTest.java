package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.gate.Gate;
import dev.braid.path.gate.Judge;
import dev.braid.path.gate.Recount;
import dev.braid.path.gate.RecountSight;
import dev.braid.path.guard.Ruling;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate has added up from batch to batch is what it would add up anew, whatever became of the batches. */
class MoveGateRecountTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private PlanningState state = new Scenario(World.europe()).state();
    private Recount shown;
    private final MoveGate gate = new MoveGate(showing(), Duration.ofHours(1), new SimpleMeterRegistry());
    private long reports;

    /** As the gate, of the moves that it is proved by. */
    private Judge showing() {
        Gate honest = new Gate();
        return (surroundings, proposed) -> {
            if (proposed.after().connectionId().startsWith("known")) {
                return honest.judge(surroundings, proposed);
            }
            shown = surroundings.recount();
            return List.of();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void afterAnyBatches(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int batch = 0; batch < 80; batch++) {
            if (random.nextInt(4) == 0) {
                gate.prepare(state);
            }
            PlanningState fork = state.fork();
            MoveGate.Round round = gate.round(state, fork);
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                for (Change change : changes(fork, random, batch)) {
                    fork.apply(change);
                    round.noted(change);
                    changes.add(change);
                }
                compared += compare(round, fork, random);
            }
            boolean committed = random.nextInt(3) > 0;
            if (committed) {
                state.apply(changes);
                round.committed();
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    private List<Change> changes(PlanningState fork, Random random, int batch) {
        String key = "acme.i" + random.nextInt(8);
        Optional<PathRecord> known = fork.book().find(key + ".1");
        int kind = random.nextInt(8);
        if (kind == 0 && known.isPresent()) {
            return List.of(new Change.RecordForgotten(key + ".1"));
        }
        if (kind == 1 && known.isPresent()) {
            return written(IntentPlanner.terminated(fork, new Signal.IntentTerminated(key, 1_000 + batch), NOW));
        }
        if (kind < 5 && known.filter(record -> record.phase() == Phase.PLANNED).isPresent()) {
            long revision = known.get().plan().orElseThrow().revision();
            Signal.Outcome outcome = random.nextInt(3) == 0
                    ? new Signal.Outcome.Failed("nordic", List.of("nordic-gb-lon-nl-ams"), "NO_CAPACITY")
                    : new Signal.Outcome.Activated();
            return written(ProvisioningPlanner.decide(
                    fork, new Signal.ProvisioningReport(key + ".1", revision, ++reports, outcome), NOW));
        }
        Demand plain = demand("gb-lon", "de-fra", 0.1 * (1 + random.nextInt(20)));
        Instant start = NOW.plusSeconds(random.nextInt(60));
        Demand asked = random.nextInt(3) == 0
                ? Scenario.during(start, start.plusSeconds(1 + random.nextInt(60)), plain)
                : plain;
        long generation = known.map(record -> record.generation() + 1).orElse(1L);
        return written(IntentPlanner.requested(
                fork,
                new Signal.IntentRequested(
                        key, "acme", generation, List.of(new Signal.RequestedConnection(key + ".1", asked))),
                NOW));
    }

    private static List<Change> written(Decision decision) {
        return switch (decision) {
            case Decision.Changed(var records) ->
                records.stream().<Change>map(Change.RecordWritten::new).toList();
            case Decision.Ignored _ -> List.of();
        };
    }

    /** Asks the gate of a move, and looks at what it goes by; whether there was anything to move. */
    private int compare(MoveGate.Round round, PlanningState fork, Random random) {
        Optional<PathRecord> any = fork.book().all().findFirst();
        if (any.isEmpty()) {
            return 0;
        }
        HealthJudged judged =
                new HealthJudged(any.get().connectionId(), 1, NOW, HealthState.BROKEN, true, 50_000, List.of());
        round.judged(new Ruling(judged, List.of(), Optional.empty(), Decision.changed(any.get())));
        Recount anew = Recount.of(fork.book().all());
        Interval during = new Interval(NOW.plusSeconds(random.nextInt(60)), NOW.plusSeconds(61 + random.nextInt(60)));
        fork.topology().links().forEach(link -> {
            for (Interval time : List.of(Interval.ALWAYS, during)) {
                assertThat(RecountSight.mostBps(shown, link.linkId(), time))
                        .as("%s in %s", link.linkId(), time)
                        .isEqualTo(RecountSight.mostBps(anew, link.linkId(), time));
            }
        });
        return 1;
    }
}
