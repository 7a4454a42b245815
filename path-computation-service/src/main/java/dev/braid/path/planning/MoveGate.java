package dev.braid.path.planning;

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** For the moves of one batch, which see each other; on a fork that they are written to. */
    Round round(PlanningState fork) {
        if (System.nanoTime() - provenNanos >= proofPeriod.toNanos()) {
            prove();
        }
        return new Round(fork);
    }

    /** The moves of one batch. */
    final class Round {
        private final PlanningState fork;
        private Recount recount;

        private Round(PlanningState fork) {
            this.fork = fork;
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
                LOG.errorf(e, "The gate cannot judge a move of %s", connectionId);
                return Verdict.stop(Rail.GATE, "Connection %s stays: the gate cannot judge the move.", connectionId);
            }
        }

        private List<Objection> objections(Ruling ruling, List<PathRecord> records) {
            if (recount == null) {
                recount = Recount.of(fork.book().all());
            }
            if (records.size() != 1) {
                throw new IllegalStateException("%d records for one move".formatted(records.size()));
            }
            PathRecord after = records.getFirst();
            PathRecord before = fork.book().find(after.connectionId()).orElseThrow();
            List<Objection> objections = judge.judge(
                    new Surroundings(fork.topology(), linkId -> newest(ruling, linkId), recount),
                    new Proposed(before, after, ruling.judged()));
            if (objections.isEmpty()) {
                recount.replace(before, after);
            }
            return objections;
        }

        /** The judgement may know more of a link than what was measured here before. */
        private Optional<LinkMeasure> newest(Ruling ruling, String linkId) {
            return Stream.concat(
                            fork.measure(linkId).stream(),
                            ruling.judged().evidence().stream()
                                    .filter(it -> it.linkId().equals(linkId)))
                    .max(Comparator.comparing(LinkMeasure::measureTime));
        }

        private static String words(List<Objection> objections) {
            return objections.stream()
                    .map(it -> "%s (%s)".formatted(it.reason(), it.check()))
                    .collect(Collectors.joining(" "));
        }
    }
}
