package dev.braid.path.planning;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.StrandedConnections;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import dev.braid.path.guard.Word;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What comes of approvals. Each is acted on when it comes, if its connection has been judged here, and else at the next
 * judgement; where a budget or a hold-down holds it, at each judgement until it expires. It is spent by the move, and by
 * the first other reason for which nothing is moved: nobody is moved for it later. That a connection is moved once follows
 * from its record, whatever is lost here: an approval names the revision of the plan that it makes.
 */
final class ApprovedMoves implements Permissions {
    private static final Logger LOG = Logger.getLogger(ApprovedMoves.class);

    private final Permissions known;
    private final Settlements settlements;
    /** Why those that were acted on have not led to a move yet. */
    private final Map<Word.Approved, String> tried = new HashMap<>();
    /** What this batch spends, if it is committed. */
    private final Set<Word.Approved> spentInBatch = new HashSet<>();

    ApprovedMoves(Permissions known, Settlements settlements) {
        this.known = known;
        this.settlements = settlements;
    }

    /** What the batch before spent is settled by now, or was not committed. */
    void beginBatch() {
        spentInBatch.clear();
    }

    @Override
    public Permission of(String tenantId) {
        return known.of(tenantId);
    }

    /** Not what is spent. */
    @Override
    public Optional<Word> word(String connectionId) {
        return known.word(connectionId).filter(word -> !isSpent(word));
    }

    @Override
    public List<Word.Approved> approvals() {
        List<Word.Approved> all = known.approvals();
        return all.isEmpty() ? all : all.stream().filter(each -> !isSpent(each)).toList();
    }

    private boolean isSpent(Word word) {
        return settlements.has(word) || word instanceof Word.Approved approval && spentInBatch.contains(approval);
    }

    /** Those whose turn it is, of the most important connections first. */
    List<Word.Approved> due(PlanningState state, Recommendations recommendations, Instant now) {
        List<Word.Approved> approvals = approvals();
        if (approvals.isEmpty()) {
            tried.clear();
            return approvals;
        }
        tried.keySet().retainAll(new HashSet<>(approvals));
        return approvals.stream()
                .filter(each -> isOver(each, state, now)
                        || !tried.containsKey(each)
                                && recommendations
                                        .find(each.move().connectionId())
                                        .isPresent())
                .sorted(Comparator.comparing(
                        each -> state.book().find(each.move().connectionId()).orElse(null),
                        Comparator.nullsLast(StrandedConnections.IMPORTANCE)))
                .toList();
    }

    /** Whether there is nothing to try any more. */
    private static boolean isOver(Word.Approved approval, PlanningState state, Instant now) {
        return !now.isBefore(approval.expireTime())
                || state.book()
                        .find(approval.move().connectionId())
                        .filter(record -> record.phase() == Phase.ACTIVE
                                && approval.move().isOpen(record))
                        .isEmpty();
    }

    /**
     * Ends it, if there is nothing to try any more; whether it did.
     *
     * @param unwritable it ends without a word where none can be written
     */
    boolean end(
            Word.Approved approval,
            PlanningState fork,
            Map<Object, String> unwritable,
            BatchOutcome outcome,
            Instant now) {
        if (!isOver(approval, fork, now)) {
            return false;
        }
        Optional<PathRecord> known = fork.book().find(approval.move().connectionId());
        if (known.filter(record -> approval.move().isMade(record)).isPresent()) {
            settleAfter(
                    outcome,
                    approval,
                    true,
                    "Connection %s is moved.".formatted(approval.move().connectionId()));
            return true;
        }
        Verdict verdict = known.filter(record ->
                        record.phase() == Phase.ACTIVE && approval.move().isOpen(record))
                .map(_ -> expired(approval))
                .orElseGet(() -> otherRevision(approval, known));
        if (unwritable.containsKey(approval)) {
            LOG.errorf("%s It is not told what came of the approval of %s", unwritable.get(approval), approval.move());
        } else {
            known.ifPresent(record -> tell(record, approval, verdict, fork, outcome, now));
        }
        settleAfter(outcome, approval, false, verdict.reason());
        return true;
    }

    private static void tell(
            PathRecord record,
            Word.Approved approval,
            Verdict verdict,
            PlanningState fork,
            BatchOutcome outcome,
            Instant now) {
        try {
            Ruling ruling = Ruling.stopped(unjudged(record, approval), verdict, Optional.of(approval));
            outcome.page.noted(fork.book(), ruling, () -> unjudgedHealth(record, approval), now);
        } catch (RuntimeException e) {
            // Nothing was sent yet; what fails after that ends the batch.
            outcome.page.take();
            LOG.errorf(e, "It is not told what came of the approval of %s", approval.move());
            return;
        }
        outcome.dispatch.send(approval, List.of(), outcome.page.take());
    }

    private Verdict expired(Word.Approved approval) {
        return Verdict.stop(
                Rail.MODE,
                "Connection %s stays: its move had to be made before %s. %s",
                approval.move().connectionId(),
                approval.expireTime(),
                tried.getOrDefault(approval, "It was not judged in that time."));
    }

    private static Verdict otherRevision(Word.Approved approval, Optional<PathRecord> known) {
        long wanted = known.flatMap(PathRecord::plan).map(Plan::revision).orElse(0L);
        return Verdict.stop(
                Rail.OTHER_REVISION,
                "Connection %s is not moved for the approval: revision %d was to be left and is not in force any more; %s.",
                approval.move().connectionId(),
                approval.move().revision(),
                wanted == 0 ? "nothing is wanted now" : "revision %d is wanted now".formatted(wanted));
    }

    /** Notes what the guard rails made of a judgement, if that was about an approval. */
    void ruled(Ruling ruling, BatchOutcome outcome) {
        ruling.approval()
                .ifPresent(approval -> ruling.stop()
                        .ifPresentOrElse(
                                verdict -> held(verdict, ruling, approval, outcome),
                                () -> outcome.letOut(ruling.judged().connectionId(), approval)));
    }

    private void held(Verdict verdict, Ruling ruling, Word.Approved approval, BatchOutcome outcome) {
        outcome.page.whenCommitted(() -> tried.put(approval, "Held at last: " + verdict.reason()));
        if (isFinal(verdict.rail(), ruling, approval)) {
            settleAfter(outcome, approval, false, verdict.reason());
        }
    }

    /** It is being acted on: not again before the next judgement. */
    void trying(Word.Approved approval, BatchOutcome outcome) {
        outcome.page.whenCommitted(() -> tried.putIfAbsent(approval, ""));
    }

    /** What was judged before the approval says nothing of how the trouble went on. */
    private static boolean isFinal(Rail rail, Ruling ruling, Word.Approved approval) {
        boolean well = rail == Rail.NOT_BAD || rail == Rail.RECOVERED;
        return !rail.passesWithTime()
                && rail != Rail.OTHER_REVISION
                && !(well && ruling.judged().judgeTime().isBefore(approval.time()));
    }

    private void settleAfter(BatchOutcome outcome, Word.Approved approval, boolean moved, String reason) {
        spentInBatch.add(approval);
        outcome.page.whenCommitted(() -> settlements.add(approval, moved, reason));
    }

    /** Where nobody has judged it since. */
    private static HealthJudged unjudged(PathRecord record, Word.Approved approval) {
        return new HealthJudged(
                record.connectionId(),
                approval.move().revision(),
                approval.time(),
                Signal.HealthState.UNKNOWN,
                false,
                0,
                List.of());
    }

    private static ConnectionHealth unjudgedHealth(PathRecord record, Word.Approved approval) {
        return ConnectionHealth.newBuilder()
                .setConnectionId(record.connectionId())
                .setIntentKey(record.intentKey())
                .setTenantId(record.tenantId())
                .setRevision(approval.move().revision())
                .setJudgeTime(Times.timestamp(approval.time()))
                .setState(HealthState.HEALTH_STATE_UNKNOWN)
                .build();
    }
}
