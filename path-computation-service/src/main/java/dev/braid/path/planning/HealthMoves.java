package dev.braid.path.planning;

import dev.braid.path.contract.FailureProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.StrandedConnections;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.GuardRails;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * The moves of a batch: off links that are down without waiting for anybody's judgement, and on judgements. All of them
 * pass the same guard rails and the same gate.
 */
final class HealthMoves {
    private static final Logger LOG = Logger.getLogger(HealthMoves.class);
    /** Where paths are hard to find fewer are looked for in a batch. */
    private static final long MOST_NANOS = Duration.ofMillis(200).toNanos();

    private final GuardRails guardRails;
    private final MoveGate gate;
    private final FailureMoves failures;
    private final JudgedMoves judgements;

    /** What an answer to nobody is known by while it is sent. */
    private record LeavesLink(String connectionId) {}

    HealthMoves(GuardRails guardRails, MoveGate gate, FailureMoves failures, JudgedMoves judgements) {
        this.guardRails = guardRails;
        this.gate = gate;
        this.failures = failures;
        this.judgements = judgements;
    }

    /** Whether it may be the turn of somebody whose link is down, or who waits. */
    boolean due(PlanningState state, Instant now) {
        boolean due = failures.due(state, now);
        if (failures.waiting() > 0 && failures.settling(now)) {
            gate.prepare(state);
        }
        return due || judgements.due(state, now);
    }

    /** Begins a batch: whether somebody has a turn in it who was judged before. */
    boolean begin(PlanningState state, Instant now) {
        return judgements.begin(state, now);
    }

    /** Acts on what was approved, and on those that wait for a budget. */
    void turn(PlanningState fork, Map<Object, String> unwritable, BatchOutcome outcome, Instant now) {
        judgements.turn(fork, unwritable, outcome, now);
    }

    int waiting() {
        return failures.waiting();
    }

    /** Those over links that are down whose turn it is. */
    List<PathRecord> next(PlanningState state, Instant now) {
        return failures.next(state, now);
    }

    /** Moves these off the links that are down. */
    void moveOff(
            List<PathRecord> stranded,
            PlanningState fork,
            Map<Object, String> unwritable,
            BatchOutcome outcome,
            Instant now) {
        long start = System.nanoTime();
        for (PathRecord record : stranded) {
            LeavesLink origin = new LeavesLink(record.connectionId());
            if (unwritable.containsKey(origin)) {
                LOG.errorf(
                        "%s Connection %s stays on a link that is down", unwritable.get(origin), record.connectionId());
                failures.passOver(record.connectionId(), now);
                continue;
            }
            if (!moveOff(record, origin, fork, outcome, now) || System.nanoTime() - start > MOST_NANOS) {
                return;
            }
        }
    }

    /** Whether the next one is worth trying. */
    private boolean moveOff(
            PathRecord stranded, LeavesLink origin, PlanningState fork, BatchOutcome outcome, Instant now) {
        long start = System.nanoTime();
        Optional<PathRecord> known = fork.book().find(stranded.connectionId());
        Optional<HealthJudged> judgement = known.flatMap(record -> LinkFailure.judgement(fork, record));
        if (judgement.isEmpty()) {
            return true;
        }
        HealthJudged judged = judgement.get();
        Ruling ruling;
        Decision decision;
        try {
            OpenMove open =
                    new OpenMove(known.get(), judged, () -> FailureProto.health(known.get(), judged), Optional.empty());
            ruling = judgements.ruled(open, outcome.gate.judged(rule(fork, judged, outcome, now)), fork, outcome, now);
            decision = outcome.page.noted(fork.book(), ruling, open.judgement(), now);
        } catch (RuntimeException e) {
            // Nothing was sent yet; what fails after that ends the batch.
            outcome.page.take();
            failures.passOver(stranded.connectionId(), now);
            LOG.errorf(e, "Connection %s stays on a link that is down", stranded.connectionId());
            return true;
        }
        outcome.decided.add(new BatchOutcome.Decided(judged, decision, System.nanoTime() - start, Optional.empty()));
        switch (decision) {
            case Decision.Changed(var records) -> {
                outcome.dispatch.send(origin, records, outcome.page.take());
                records.forEach(record -> outcome.add(fork, new Change.RecordWritten(record)));
            }
            case Decision.Ignored _ -> outcome.dispatch.send(origin, List.of(), outcome.page.take());
        }
        return ruling.stop()
                .map(verdict -> !failures.held(stranded.connectionId(), verdict.rail(), now))
                .orElse(true);
    }

    /** The judgements among these, those of the most important connections first, and of one connection as they came. */
    static List<Received.Reported> inOrder(List<Received.Reported> reported, PlanningState state) {
        record Judged(Optional<PathRecord> record, Received.Reported report) {}
        return reported.stream()
                .filter(report -> report.signal() instanceof HealthJudged)
                .map(report -> new Judged(state.book().find(((HealthJudged) report.signal()).connectionId()), report))
                .sorted(Comparator.comparing(
                        judged -> judged.record().orElse(null), Comparator.nullsLast(StrandedConnections.IMPORTANCE)))
                .map(Judged::report)
                .toList();
    }

    /** What comes of a judgement. Who waits for more important ones does not pass them for being judged first. */
    Decision judged(
            PlanningState state,
            PlanningState fork,
            HealthJudged judged,
            ConsumerRecord<String, byte[]> judgement,
            BatchOutcome outcome,
            Instant now) {
        boolean bad = judged.state() == HealthState.AT_RISK || judged.state() == HealthState.BROKEN;
        Optional<FailureMoves.Wait> wait =
                bad ? failures.waits(state, fork, judged.connectionId(), now) : Optional.empty();
        if (wait.isEmpty()) {
            return judgements.judged(fork, judged, judgement, outcome, now);
        }
        int before = wait.get().before();
        int waiting = wait.get().waiting();
        return wait.get()
                .rail()
                .map(rail -> outcome.page.noted(fork.book(), held(judged, rail, before, waiting), judgement, now))
                .orElseGet(() -> new Decision.Ignored(
                        "turn", "Connection %s is moved off a link that is down.".formatted(judged.connectionId())));
    }

    private Ruling rule(PlanningState fork, HealthJudged judged, BatchOutcome outcome, Instant now) {
        return guardRails.rule(fork, judged, now, outcome.page.knowsNoOtherPath(judged));
    }

    private static Ruling held(HealthJudged judged, Rail rail, int before, int waiting) {
        Verdict verdict = Verdict.stop(
                rail,
                "Connection %s waits: no more moves off links that are down are allowed now, and %d more important ones"
                        + " of the %d that wait go before it.",
                judged.connectionId(),
                before,
                waiting);
        return new Ruling(
                judged, List.of(verdict), Optional.empty(), new Decision.Ignored(rail.word(), verdict.reason()));
    }
}
