package dev.braid.path.planning;

import static dev.braid.path.domain.decision.StrandedConnections.IMPORTANCE;

import dev.braid.path.domain.decision.Move;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moves off slow links that a budget holds, in the order in which they will be made. Telemetry repeats its judgement
 * while trouble lasts, so nothing of this needs to outlive the process: it fills again within seconds.
 */
final class WaitingMoves {
    private static final int MOST = 5_000;

    private final ByImportance<Waiting> all = new ByImportance<>(MOST);
    /** Those that this batch moves, if it is committed. */
    private final Map<String, PathRecord> leaving = new HashMap<>();

    /**
     * One that waits.
     *
     * @param rail the budget that holds it
     * @param move to the path that it would take; empty where none was looked for yet
     */
    record Waiting(OpenMove open, Rail rail, String reason, Optional<Move> move, Instant waitTime) {}

    /** It is held by a budget. */
    void add(OpenMove open, Ruling ruling, PlanningState state, Instant now) {
        Verdict verdict = ruling.stop().orElseThrow();
        Optional<Move> move = ruling.proposed().map(plan -> Move.of(state.topology(), open.record(), plan, now));
        Instant since = all.find(open.connectionId())
                .filter(before ->
                        before.open().judged().revision() == open.judged().revision())
                .map(Waiting::waitTime)
                .orElse(now);
        all.put(open.record(), new Waiting(open, verdict.rail(), verdict.reason(), move, since));
    }

    void remove(String connectionId) {
        all.remove(connectionId);
    }

    /** What the batch before moved was committed, or is not moved. */
    void beginBatch() {
        leaving.clear();
    }

    /** It is moved, if the batch is committed. */
    void leave(OpenMove open) {
        if (all.find(open.connectionId()).isPresent()) {
            leaving.put(open.connectionId(), open.record());
        }
    }

    /** Forgets those whose plan is not in force any more, and whose judgement is older than that. */
    void sweep(PlanningState state, Instant oldest) {
        all.removeIf(each -> !each.open().stands(state) || each.open().isOlderThan(oldest));
    }

    /** All of them, those whose turn comes first in front. */
    List<Waiting> list() {
        return all.list();
    }

    /** Those whose turn comes before the connection's. */
    List<Waiting> before(PathRecord record) {
        return all.before(record);
    }

    /** The same in words. */
    String place(PathRecord record) {
        int before = all.countBefore(record)
                - (int) leaving.values().stream()
                        .filter(each -> IMPORTANCE.compare(each, record) < 0)
                        .count();
        return before == 0 ? "Nobody goes before it." : "%d more important ones go before it.".formatted(before);
    }

    int count(Rail rail) {
        return (int) all.list().stream().filter(each -> each.rail() == rail).count();
    }

    boolean isEmpty() {
        return all.size() == 0;
    }
}
