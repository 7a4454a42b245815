package dev.braid.path.planning;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<String, Word.Approved> letOut = new HashMap<>();
    private Optional<PlanningState> fork = Optional.empty();

    BatchOutcome(Dispatch dispatch, DecisionLog.Page page, MoveGate.Round gate) {
        this.gate = gate;
        this.dispatch = dispatch;
        this.page = page;
    }

    /** The connection is moved under that approval, if it is moved. */
    void letOut(String connectionId, Word.Approved approval) {
        letOut.put(connectionId, approval);
    }

    /**
     * Whether it moves somebody who must not be moved any more: a long batch may have decided that before a stop, before
     * another mode, or before an approval was taken back.
     */
    boolean movesAgainst(Permissions permissions) {
        return decided.stream()
                .filter(each -> each.signal() instanceof Signal.HealthJudged)
                .anyMatch(each -> each.decision() instanceof Decision.Changed(var records)
                        && !isLetOut(records.getFirst(), permissions));
    }

    private boolean isLetOut(PathRecord moved, Permissions permissions) {
        return switch (permissions.of(moved.tenantId())) {
            case Permission.Stopped _ -> false;
            case Permission.Within(var mode) ->
                switch (mode) {
                    case AUTOMATIC -> true;
                    case OBSERVE -> false;
                    case RECOMMEND -> {
                        Optional<Word> word = permissions.word(moved.connectionId());
                        yield word.isPresent() && word.get().equals(letOut.get(moved.connectionId()));
                    }
                };
        };
    }

    /** How many are moved off links that are down without being judged. */
    int movedOffFailures() {
        return (int) decided.stream()
                .filter(each -> each.record().isEmpty() && each.decision() instanceof Decision.Changed)
                .count();
    }

    /** The fork takes what changed so far, and all that is added. */
    void begin(PlanningState copy) {
        copy.apply(changes);
        fork = Optional.of(copy);
    }

    /** The state takes what it comes to. */
    void applyTo(PlanningState state) {
        fork.ifPresentOrElse(it -> state.adopt(it, changes), () -> state.apply(changes));
    }

    /** The fork takes the change, and once it is committed the state does. */
    void add(PlanningState fork, Change change) {
        fork.apply(change);
        gate.noted(change);
        changes.add(change);
    }

    /**
     * A signal, what was decided on it, and how long that took.
     *
     * @param record of the signal; empty where it follows from what is known
     */
    record Decided(Signal signal, Decision decision, long nanos, Optional<ConsumerRecord<String, byte[]>> record) {}

    /** A command and its answer. */
    record Answered(TopologyCommands.TopologyCommand command, TopologyOutcome outcome) {}
}
