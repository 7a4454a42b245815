package dev.braid.path.planning;

import dev.braid.api.Topic;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Room;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.WindowClock;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.GuardRails;
import dev.braid.path.planning.TopologyCommands.TopologyCommand;
import dev.braid.platform.events.EventHeaders;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.events.UnreadableEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Computes what a batch comes to, without changing anything: all of it happens on a fork of the state, each signal
 * seeing the ones before it. Measures first, then what providers freed, then what was booked for now, then who asks for
 * it, then who must move.
 */
@ApplicationScoped
class BatchPlanner {
    private static final Logger LOG = Logger.getLogger(BatchPlanner.class);
    private static final String SOURCE = "path-computation-service";

    private final GuardRails guardRails;
    private final int largestRecordBytes;
    private final Turns turns;

    @Inject
    BatchPlanner(GuardSettings guard, PlanningSettings planning) {
        this.guardRails = new GuardRails(guard.policy());
        this.largestRecordBytes = planning.largestRecordBytes();
        this.turns = new Turns(planning.batchIntents());
    }

    BatchOutcome plan(PlanningState state, List<TopologyCommand> commands, List<Received> inputs, Instant now) {
        BatchOutcome outcome = new BatchOutcome();
        PlanningState fork = state.fork();
        for (Received input : inputs) {
            switch (input) {
                case Received.Measured(var change) -> outcome.changes.add(change);
                case Received.Unreadable unreadable -> outcome.deadLetters.add(unreadable);
                // This replica decided it, and knows it since it committed it.
                case Received.Decided _, Received.Empty _, Received.Reported _ -> {}
            }
        }
        List<Received.Reported> reported = inputs.stream()
                .filter(Received.Reported.class::isInstance)
                .map(Received.Reported.class::cast)
                .sorted((one, other) -> Integer.compare(turn(one.signal()), turn(other.signal())))
                .toList();
        boolean letGo = !commands.isEmpty() || reported.stream().anyMatch(BatchPlanner::letsGo);
        List<String> due = turns.next(state.due(now), letGo, now);
        if (!commands.isEmpty() || !reported.isEmpty() || !due.isEmpty()) {
            fork.apply(outcome.changes);
        }
        commands.forEach(command -> change(fork, command, outcome, now));
        reported.stream().filter(BatchPlanner::frees).forEach(report -> decide(fork, report, outcome, now));
        due.forEach(intentKey -> turn(fork, intentKey, outcome, now));
        reported.stream().filter(report -> !frees(report)).forEach(report -> decide(fork, report, outcome, now));
        return outcome;
    }

    /** Whether it may leave room that was not there. */
    private static boolean letsGo(Received.Reported report) {
        return switch (report.signal()) {
            case Signal.ProvisioningReport(var _, var _, var _, var happened) ->
                switch (happened) {
                    case Signal.Outcome.Failed _, Signal.Outcome.OldLegsReleased _, Signal.Outcome.Released _ -> true;
                    case Signal.Outcome.Activated _, Signal.Outcome.DriftFound _ -> false;
                };
            case Signal.IntentRequested _, Signal.IntentTerminated _, Signal.HealthJudged _ -> false;
        };
    }

    /** Whether there may be others whose time has come, and for whom no room was looked for yet. */
    boolean hasMoreTurns() {
        return turns.more();
    }

    private static boolean frees(Received.Reported report) {
        return turn(report.signal()) == 0;
    }

    /** What is booked begins before anybody new asks, and what is over ends. */
    private void turn(PlanningState fork, String intentKey, BatchOutcome outcome, Instant now) {
        try {
            switch (WindowClock.turn(fork, intentKey, now)) {
                case Decision.Changed(var records) -> {
                    List<ProducerRecord<String, byte[]>> messages =
                            records.stream().map(BatchPlanner::message).toList();
                    tooLarge(messages).ifPresent(reason -> {
                        throw new IllegalStateException(reason);
                    });
                    outcome.messages.addAll(messages);
                    records.forEach(record -> add(fork, new Change.RecordWritten(record), outcome));
                }
                case Decision.Ignored _ -> turns.waits(intentKey);
            }
        } catch (RuntimeException e) {
            turns.waits(intentKey);
            LOG.errorf(e, "Intent %s stays as it is though its time has come", intentKey);
        }
    }

    private static int turn(Signal signal) {
        return switch (signal) {
            case Signal.ProvisioningReport _ -> 0;
            case Signal.IntentRequested _, Signal.IntentTerminated _ -> 1;
            case Signal.HealthJudged _ -> 2;
        };
    }

    private void decide(PlanningState fork, Received.Reported report, BatchOutcome outcome, Instant now) {
        long start = System.nanoTime();
        Decision decision;
        List<ProducerRecord<String, byte[]>> messages;
        try {
            decision = decide(fork, report.signal(), now);
            messages = messages(decision);
        } catch (RuntimeException e) {
            // A fault of ours must not stop the partition: the record is kept where somebody looks at it.
            LOG.errorf(e, "Cannot decide on %s", report.signal());
            refuse(report, "Cannot decide: " + e, outcome);
            return;
        }
        Optional<String> tooLarge = tooLarge(messages);
        if (tooLarge.isPresent()) {
            LOG.errorf("%s Left out: %s", tooLarge.get(), report.signal());
            refuse(report, tooLarge.get(), outcome);
            return;
        }
        outcome.decided.add(
                new BatchOutcome.Decided(report.signal(), decision, System.nanoTime() - start, report.record()));
        outcome.messages.addAll(messages);
        switch (decision) {
            case Decision.Changed(var records) ->
                records.forEach(record -> add(fork, new Change.RecordWritten(record), outcome));
            case Decision.Ignored(var kind, var reason) -> LOG.debugf("Ignored (%s): %s", kind, reason);
        }
        if (report.signal() instanceof Signal.ProvisioningReport provisioning) {
            add(fork, new Change.ReportSeen(provisioning.connectionId(), provisioning.sequence()), outcome);
        }
    }

    private static List<ProducerRecord<String, byte[]>> messages(Decision decision) {
        return switch (decision) {
            case Decision.Changed(var records) ->
                records.stream().map(BatchPlanner::message).toList();
            case Decision.Ignored _ -> List.of();
        };
    }

    /** What Kafka does not take would stop the writer, and everybody with it. */
    private Optional<String> tooLarge(List<ProducerRecord<String, byte[]>> messages) {
        return messages.stream()
                .filter(message -> message.value().length > largestRecordBytes)
                .findFirst()
                .map(message -> "The record of %s would have %d bytes, more than %d."
                        .formatted(message.key(), message.value().length, largestRecordBytes));
    }

    private static void refuse(Received.Reported report, String reason, BatchOutcome outcome) {
        outcome.deadLetters.add(
                new Received.Unreadable(report.record(), UnreadableEvent.Reason.REFUSED.name(), reason));
    }

    private Decision decide(PlanningState fork, Signal signal, Instant now) {
        return switch (signal) {
            case Signal.IntentRequested asked -> IntentPlanner.requested(fork, asked, now);
            case Signal.IntentTerminated asked -> IntentPlanner.terminated(fork, asked, now);
            case Signal.ProvisioningReport report -> ProvisioningPlanner.decide(fork, report, now);
            case Signal.HealthJudged judged -> guardRails.decide(fork, judged, now);
        };
    }

    private static ProducerRecord<String, byte[]> message(PathRecord record) {
        return EventHeaders.record(
                SOURCE,
                new OutgoingEvent(
                        Topic.PATHS,
                        record.connectionId(),
                        RecordProto.message(record),
                        record.connectionId() + "/" + record.sequence(),
                        record.decideTime()));
    }

    private static void change(PlanningState fork, TopologyCommand command, BatchOutcome outcome, Instant now) {
        TopologyOutcome decided = fork.topology().decide(command.change(), linkId -> Room.neededBps(fork, linkId), now);
        outcome.answered.add(new BatchOutcome.Answered(command, decided));
        switch (decided) {
            case TopologyOutcome.Accepted accepted
            when !command.validateOnly() -> {
                add(fork, new Change.TopologyChanged(accepted.changed(), accepted.removed()), outcome);
                accepted.removed().forEach(gone -> outcome.messages.add(tombstone(gone)));
                accepted.changed().forEach(fresh -> outcome.messages.add(message(fresh, now)));
            }
            case TopologyOutcome.Accepted _, TopologyOutcome.Refused _ -> {}
        }
    }

    private static ProducerRecord<String, byte[]> message(VersionedElement fresh, Instant now) {
        String key = fresh.element().reference().key();
        return EventHeaders.record(
                SOURCE,
                new OutgoingEvent(Topic.TOPOLOGY, key, TopologyProto.message(fresh), key + "/" + fresh.version(), now));
    }

    private static ProducerRecord<String, byte[]> tombstone(ElementReference gone) {
        return new ProducerRecord<>(Topic.TOPOLOGY.topicName(), gone.key(), null);
    }

    private static void add(PlanningState fork, Change change, BatchOutcome outcome) {
        fork.apply(change);
        outcome.changes.add(change);
    }
}
