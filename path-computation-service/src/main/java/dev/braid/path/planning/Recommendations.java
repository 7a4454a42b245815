package dev.braid.path.planning;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.MoveId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The moves that wait for an operator's word, one of a connection at most. The next judgement makes it again, under the
 * same name, so nothing of this needs to outlive the process.
 */
final class Recommendations {
    private static final int MOST = 1_000;

    private final ByImportance<Recommended> all = new ByImportance<>(MOST);

    /**
     * A move that would be made in another mode.
     *
     * @param expireTime it is gone then, unless its connection is judged again
     */
    record Recommended(MoveId id, OpenMove open, Plan proposed, Instant createTime, Instant expireTime) {}

    /** The newest takes the place of the one before. */
    void put(OpenMove open, Plan proposed, Instant expireTime, Instant now) {
        MoveId id = MoveId.of(open.record(), proposed);
        Instant created = all.find(open.connectionId())
                .filter(before -> before.id().equals(id))
                .map(Recommended::createTime)
                .orElse(now);
        all.put(open.record(), new Recommended(id, open, proposed, created, expireTime));
    }

    void remove(String connectionId) {
        all.remove(connectionId);
    }

    Optional<Recommended> find(String connectionId) {
        return all.find(connectionId);
    }

    /** Forgets those whose plan is not in force any more, and those that nobody has judged again. */
    void sweep(PlanningState state, Instant now) {
        all.removeIf(each -> !counts(each, state, now));
    }

    /** Those that count in that state, those of the most important connections first. */
    List<Recommended> list(PlanningState state, Instant now) {
        return all.list().stream().filter(each -> counts(each, state, now)).toList();
    }

    private static boolean counts(Recommended each, PlanningState state, Instant now) {
        return now.isBefore(each.expireTime()) && each.open().stands(state);
    }

    boolean isEmpty() {
        return all.size() == 0;
    }

    int size() {
        return all.size();
    }
}
