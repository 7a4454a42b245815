package dev.braid.path.planning;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.gate.Gate;
import dev.braid.path.gate.Judge;
import dev.braid.path.gate.KnownMoves;
import dev.braid.path.gate.Objection;
import dev.braid.path.gate.Proposed;
import dev.braid.path.gate.Recount;
import dev.braid.path.gate.Surroundings;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Lets out the moves that the gate has nothing against, and only while the gate refuses what is known to be bad, which it
 * has to prove at the start and again and again.
 */
@ApplicationScoped
class MoveGate {
    private static final Logger LOG = Logger.getLogger(MoveGate.class);

    private final Judge judge;
    private final Duration proofPeriod;
    private final MeterRegistry registry;
    private volatile List<String> misjudged = List.of();
    private Recount recount;
    private long recountNanos;
    /** What the recount is of, and whether a batch that it has seen is neither committed nor forgotten yet. */
    private PlanningState counted;

    private boolean open;
    private long provenNanos;

    @Inject
    MoveGate(GateSettings settings, MeterRegistry registry) {
        this(new Gate(), settings.proofPeriod(), registry);
    }

    MoveGate(Judge judge, Duration proofPeriod, MeterRegistry registry) {
        this.judge = judge;
        this.proofPeriod = proofPeriod;
        this.registry = registry;
        registry.gauge("braid.path.gate.shut", this, gate -> gate.misjudged.isEmpty() ? 0 : 1);
        prove();
    }

    private void prove() {
        try {
            misjudged = KnownMoves.misjudged(judge);
        } catch (RuntimeException e) {
            misjudged = List.of(e.toString());
        }
        provenNanos = System.nanoTime();
        registry.counter("braid.path.gate.proofs", "outcome", misjudged.isEmpty() ? "passed" : "failed")
                .increment();
        if (!misjudged.isEmpty()) {
            LOG.errorf("The gate is shut, and nothing is moved: it misjudges %s", misjudged);
        }
    }

    /** For the moves of one batch, which see each other; on a fork of the state that they are written to. */
    Round round(PlanningState state, PlanningState fork) {
        if (System.nanoTime() - provenNanos >= proofPeriod.toNanos()) {
            prove();
        }
        if (open || counted != state || isOld()) {
            recount = null;
        }
        open = true;
        counted = state;
        return new Round(fork);
    }

    /** Adds up what all hold, so that the first of many moves does not have to wait for it. Between two batches only. */
    void prepare(PlanningState state) {
        if (counted != state || open || recount == null || isOld()) {
            recount(state);
            counted = state;
            open = false;
        }
    }

    private boolean isOld() {
        return System.nanoTime() - recountNanos >= proofPeriod.toNanos();
    }

    /** From nothing; from then on what batches change is counted with them. */
    private void recount(PlanningState state) {
        recount = Recount.of(state.book().all());
        recountNanos = System.nanoTime();
    }

    /** The moves of one batch. */
    final class Round {
        private final PlanningState fork;

        private Round(PlanningState fork) {
            this.fork = fork;
        }

        /** The batch changes this, whether it moves somebody or not. */
        void noted(Change change) {
            if (recount != null) {
                switch (change) {
                    case Change.RecordWritten(var record) -> recount.put(record);
                    case Change.RecordForgotten(var connectionId) -> recount.remove(connectionId);
                    case Change.TopologyChanged _,
                            Change.LinkMeasured _,
                            Change.MeasureForgotten _,
                            Change.ReportSeen _ -> {}
                }
            }
        }

        /** What it noted is so. Where that is never said, all is added up again for the next moves. */
        void committed() {
            open = false;
        }

        /** The same, stopped if it is a move that may not go out. */
        Ruling judged(Ruling ruling) {
            return switch (ruling.decision()) {
                case Decision.Ignored _ -> ruling;
                case Decision.Changed(var records) -> {
                    Verdict verdict = verdict(ruling, records);
                    registry.counter("braid.path.gate.moves", "outcome", verdict.stops() ? "refused" : "passed")
                            .increment();
                    if (verdict.stops()) {
                        LOG.errorf("%s", verdict.reason());
                    }
                    yield ruling.and(verdict);
                }
            };
        }

        private Verdict verdict(Ruling ruling, List<PathRecord> records) {
            String connectionId = ruling.judged().connectionId();
            if (!misjudged.isEmpty()) {
                return Verdict.stop(
                        Rail.GATE,
                        "Connection %s stays: the gate is shut, as it misjudges %s.",
                        connectionId,
                        misjudged);
            }
            try {
                List<Objection> objections = objections(ruling, records);
                return objections.isEmpty()
                        ? Verdict.pass(Rail.GATE, "The gate, which counts for itself, has nothing against it.")
                        : Verdict.stop(Rail.GATE, "Connection %s stays: %s", connectionId, words(objections));
            } catch (RuntimeException e) {
                // What it has added up may be wrong now.
                recount = null;
                LOG.errorf(e, "The gate cannot judge a move of %s", connectionId);
                return Verdict.stop(Rail.GATE, "Connection %s stays: the gate cannot judge the move.", connectionId);
            }
        }

        private List<Objection> objections(Ruling ruling, List<PathRecord> records) {
            if (recount == null) {
                recount(fork);
            }
            if (records.size() != 1) {
                throw new IllegalStateException("%d records for one move".formatted(records.size()));
            }
            PathRecord after = records.getFirst();
            PathRecord before = fork.book().find(after.connectionId()).orElseThrow();
            return judge.judge(
                    new Surroundings(fork.topology(), linkId -> newest(ruling, linkId), recount),
                    new Proposed(before, after, ruling.judged()));
        }

        /** The judgement may know more of a link than what was measured here before. */
        private Optional<LinkMeasure> newest(Ruling ruling, String linkId) {
            Optional<LinkMeasure> newest = fork.measure(linkId);
            for (LinkMeasure told : ruling.judged().evidence()) {
                boolean newer = told.linkId().equals(linkId)
                        && newest.filter(it -> it.measureTime().isAfter(told.measureTime()))
                                .isEmpty();
                newest = newer ? Optional.of(told) : newest;
            }
            return newest;
        }

        private static String words(List<Objection> objections) {
            return objections.stream()
                    .map(it -> "%s (%s)".formatted(it.reason(), it.check()))
                    .collect(Collectors.joining(" "));
        }
    }
}
