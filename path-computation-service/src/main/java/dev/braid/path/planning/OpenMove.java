package dev.braid.path.planning;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A connection in trouble that may have to be moved later.
 *
 * @param record as it was when it was judged
 * @param judged the last judgement of it
 * @param judgement the same, word for word
 * @param source where that stands; empty where nobody had to judge, as a link is down
 */
record OpenMove(
        PathRecord record,
        HealthJudged judged,
        Supplier<ConnectionHealth> judgement,
        Optional<ConsumerRecord<String, byte[]>> source) {
    String connectionId() {
        return record.connectionId();
    }

    /** Whether the plan that was judged is still in force, and no other was made meanwhile. */
    boolean stands(PlanningState state) {
        return state.book()
                .find(connectionId())
                .filter(known -> known.phase() == Phase.ACTIVE && known.lastRevision() == record.lastRevision())
                .flatMap(PathRecord::plan)
                .filter(plan -> plan.revision() == judged.revision())
                .isPresent();
    }

    boolean isOlderThan(Instant time) {
        return judged.judgeTime().isBefore(time);
    }
}
