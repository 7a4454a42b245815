package dev.braid.path.guard;

import dev.braid.path.domain.decision.MovePlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection in trouble, and what is known of it.
 *
 * @param failure whether a link of its path is down
 * @param permission of its tenant, asked once: it may change meanwhile
 * @param word of an operator on a move off the plan that is judged, if it counts
 */
record Case(
        PlanningState state,
        PathRecord record,
        HealthJudged judged,
        boolean failure,
        GuardPolicy policy,
        Permission permission,
        Optional<Word> word,
        Instant now) {
    static Case of(
            PlanningState state,
            PathRecord record,
            HealthJudged judged,
            GuardPolicy policy,
            Permission permission,
            Optional<Word> word,
            Instant now) {
        boolean failure = record.plan()
                .filter(plan -> MovePlanner.isDown(state, plan, judged))
                .isPresent();
        return new Case(state, record, judged, failure, policy, permission, word, now);
    }

    Budget budget() {
        return policy.budget(failure);
    }

    String id() {
        return record.connectionId();
    }
}
