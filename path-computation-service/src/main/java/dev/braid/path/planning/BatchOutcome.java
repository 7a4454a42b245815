package dev.braid.path.planning;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a batch of inputs comes to, before it is committed. */
final class BatchOutcome {
    final Dispatch dispatch;
    final DecisionLog.Page page;
    final MoveGate.Round gate;
    final List<Change> changes = new ArrayList<>();
    final List<Received.Unreadable> deadLetters = new ArrayList<>();
    final List<Decided> decided = new ArrayList<>();
    final List<Answered> answered = new ArrayList<>();

    BatchOutcome(Dispatch dispatch, DecisionLog.Page page, MoveGate.Round gate) {
        this.gate = gate;
        this.dispatch = dispatch;
        this.page = page;
    }

    /** Whether it moves somebody who must not be moved any more: a long batch may have decided that before a stop. */
    boolean movesAgainst(Permissions permissions) {
        return decided.stream()
                .filter(each -> each.signal() instanceof Signal.HealthJudged)
                .anyMatch(each -> each.decision() instanceof Decision.Changed(var records)
                        && permissions.of(records.getFirst().tenantId()) instanceof Permission.Stopped);
    }

    /** A signal, what was decided on it, and how long that took. */
    record Decided(Signal signal, Decision decision, long nanos, ConsumerRecord<String, byte[]> record) {}

    /** A command and its answer. */
    record Answered(TopologyCommands.TopologyCommand command, TopologyOutcome outcome) {}
}
