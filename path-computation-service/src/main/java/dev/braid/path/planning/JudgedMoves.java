package dev.braid.path.planning;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.GuardRails;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import dev.braid.path.guard.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Moves on judgements. Before a connection takes some of a budget, those more important ones that wait for one are tried;
 * once a second all that wait are. Who cannot move for another reason waits no longer, and is judged again.
 */
final class JudgedMoves {
    private static final Logger LOG = Logger.getLogger(JudgedMoves.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    /** So long others wait at most for those that wait. */
    private static final long MOST_NANOS = Duration.ofMillis(200).toNanos();

    private final GuardRails guardRails;
    private final Duration maxAge;
    private final MoveDesk desk;
    private final ApprovedMoves approved;
    private Instant nextRound = Instant.MIN;
    private boolean round;

    /** What the answer to a judgement of earlier is known by while it is sent. */
    private record Turn(String connectionId) {}

    JudgedMoves(GuardRails guardRails, Duration maxAge, MoveDesk desk, ApprovedMoves approved) {
        this.guardRails = guardRails;
        this.maxAge = maxAge;
        this.desk = desk;
        this.approved = approved;
    }

    /** Whether it is time for those that wait, or somebody approved a move. */
    boolean due(PlanningState state, Instant now) {
        // The batch before may not have been committed.
        approved.beginBatch();
        return isRound(now) || !approved.due(state, desk.recommendations(), now).isEmpty();
    }

    /** A clock that was set back prolongs no wait. */
    private boolean isRound(Instant now) {
        boolean later = now.isBefore(nextRound) && !nextRound.isAfter(now.plus(ROUND));
        return !later && !desk.isEmpty();
    }

    /** Begins a batch: whether somebody has a turn in it who was judged before. */
    boolean begin(PlanningState state, Instant now) {
        desk.waiting().beginBatch();
        approved.beginBatch();
        round = isRound(now);
        if (round) {
            nextRound = now.plus(ROUND);
            desk.sweep(state, now.minus(maxAge), now);
        }
        return round || !approved.due(state, desk.recommendations(), now).isEmpty();
    }

    /** Acts on what was approved, and on those that wait if it is time. */
    void turn(PlanningState fork, Map<Object, String> unwritable, BatchOutcome outcome, Instant now) {
        for (Object origin : unwritable.keySet()) {
            if (origin instanceof Turn(var connectionId)) {
                LOG.errorf("%s Connection %s is not moved", unwritable.get(origin), connectionId);
                desk.forget(connectionId);
            }
        }
        boolean time = true;
        for (Word.Approved approval : approved.due(fork, desk.recommendations(), now)) {
            if (!approved.end(approval, fork, unwritable, outcome, now) && time) {
                time = attempt(approval, fork, outcome, now);
            }
        }
        if (round) {
            letGo(desk.waiting().list(), fork, outcome, now);
        }
    }

    /** Whether there was time for those that go before it; if not, its turn comes in the next batch. */
    private boolean attempt(Word.Approved approval, PlanningState fork, BatchOutcome outcome, Instant now) {
        Optional<OpenMove> open = desk.recommendations()
                .find(approval.move().connectionId())
                .map(Recommendations.Recommended::open)
                .filter(each -> each.stands(fork));
        boolean passes = open.filter(each -> !isOffFailure(fork, each.record()))
                .map(each -> !letGo(desk.waiting().before(each.record()), fork, outcome, now))
                .orElse(false);
        if (passes) {
            return false;
        }
        approved.trying(approval, outcome);
        open.ifPresent(each -> attempt(each, fork, outcome, now));
        return true;
    }

    /** What comes of a judgement of a connection. */
    Decision judged(
            PlanningState fork,
            HealthJudged judged,
            ConsumerRecord<String, byte[]> record,
            BatchOutcome outcome,
            Instant now) {
        Ruling ruling = rule(fork, judged, outcome, now);
        Optional<PathRecord> known = fork.book().find(judged.connectionId());
        if (known.isEmpty()) {
            return ruling.decision();
        }
        OpenMove open = new OpenMove(known.get(), judged, () -> health(record.value()), Optional.of(record));
        if (ruling.decision() instanceof Decision.Changed && !isOffFailure(fork, known.get())) {
            List<WaitingMoves.Waiting> before = desk.waiting().before(known.get());
            if (!before.isEmpty()) {
                ruling = letGo(before, fork, outcome, now)
                        ? rule(fork, judged, outcome, now)
                        : Ruling.stopped(judged, notYet(open), ruling.approval());
            }
        }
        return finish(open, ruling, fork, outcome, now);
    }

    private static Verdict notYet(OpenMove open) {
        return Verdict.stop(
                Rail.BUDGET, "Connection %s waits until more important ones were tried.", open.connectionId());
    }

    /** Tries those that may find room now, in this order; whether there was time for all of them. */
    private boolean letGo(List<WaitingMoves.Waiting> waiting, PlanningState fork, BatchOutcome outcome, Instant now) {
        long start = System.nanoTime();
        for (WaitingMoves.Waiting each : waiting) {
            OpenMove open = each.open();
            if (!open.stands(fork) || open.isOlderThan(now.minus(maxAge))) {
                // Moved in this batch, or soon swept away.
                continue;
            }
            if (isOffFailure(fork, open.record())) {
                desk.waiting().remove(open.connectionId());
            } else if (!hasRoom(each, Rail.BUDGET, fork, now) || !hasRoom(each, Rail.BUDGET_IN_FLIGHT, fork, now)) {
                return true;
            } else if (hasRoom(each, each.rail(), fork, now)) {
                attempt(open, fork, outcome, now);
                if (System.nanoTime() - start > MOST_NANOS) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Others see to the order of those over links that are down. */
    private static boolean isOffFailure(PlanningState fork, PathRecord record) {
        return LinkFailure.judgement(fork, record).isPresent();
    }

    private boolean hasRoom(WaitingMoves.Waiting each, Rail rail, PlanningState fork, Instant now) {
        return guardRails.hasRoom(fork, each.open().record(), each.open().judged(), each.move(), rail, now);
    }

    private void attempt(OpenMove open, PlanningState fork, BatchOutcome outcome, Instant now) {
        long start = System.nanoTime();
        Decision decision;
        try {
            decision = finish(open, rule(fork, open.judged(), outcome, now), fork, outcome, now);
        } catch (RuntimeException e) {
            // Nothing was sent yet; what fails after that ends the batch.
            outcome.page.take();
            desk.forget(open.connectionId());
            LOG.errorf(e, "Connection %s is not moved", open.connectionId());
            return;
        }
        outcome.decided.add(
                new BatchOutcome.Decided(open.judged(), decision, System.nanoTime() - start, open.source()));
        List<PathRecord> records = decision instanceof Decision.Changed(var changed) ? changed : List.of();
        outcome.dispatch.send(new Turn(open.connectionId()), records, outcome.page.take());
        records.forEach(record -> outcome.add(fork, new Change.RecordWritten(record)));
    }

    private Ruling rule(PlanningState fork, HealthJudged judged, BatchOutcome outcome, Instant now) {
        return guardRails.rule(fork, judged, now, outcome.page.knowsNoOtherPath(judged));
    }

    private Decision finish(OpenMove open, Ruling ruled, PlanningState fork, BatchOutcome outcome, Instant now) {
        Ruling ruling = ruled(open, outcome.gate.judged(ruled), fork, outcome, now);
        return outcome.page.noted(fork.book(), ruling, open.judgement(), now);
    }

    /** What the guard rails and the gate made of a judgement, in more words where it waits for others. */
    Ruling ruled(OpenMove open, Ruling ruling, PlanningState fork, BatchOutcome outcome, Instant now) {
        approved.ruled(ruling, outcome);
        return desk.ruled(open, ruling, approved, fork, maxAge, now);
    }

    private static ConnectionHealth health(byte[] judgement) {
        try {
            return ConnectionHealth.parseFrom(judgement);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("What was decided on cannot be read any more.", e);
        }
    }
}
