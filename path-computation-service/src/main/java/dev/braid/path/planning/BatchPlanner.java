package dev.braid.path.planning;

import dev.braid.api.Topic;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Computes what a batch comes to, without changing anything: all of it happens on a fork of the state, each signal
 * seeing the ones before it. Measures first, then what providers freed, then who asks for it, then who must move.
 */
@ApplicationScoped
class BatchPlanner {
    private static final Logger LOG = Logger.getLogger(BatchPlanner.class);
    private static final String SOURCE = "path-computation-service";

    private final GuardRails guardRails;

    @Inject
    BatchPlanner(GuardSettings guard) {
        this(new GuardRails(guard.policy()));
    }

    BatchPlanner(GuardRails guardRails) {
        this.guardRails = guardRails;
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
        if (!commands.isEmpty() || !reported.isEmpty()) {
            fork.apply(outcome.changes);
        }
        commands.forEach(command -> change(fork, command, outcome, now));
        reported.forEach(report -> decide(fork, report, outcome, now));
        return outcome;
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
        try {
            decision = decide(fork, report.signal(), now);
        } catch (RuntimeException e) {
            // A fault of ours must not stop the partition: the record is kept where somebody looks at it.
            LOG.errorf(e, "Cannot decide on %s", report.signal());
            outcome.deadLetters.add(new Received.Unreadable(
                    report.record(), UnreadableEvent.Reason.REFUSED.name(), "Cannot decide: " + e));
            return;
        }
        outcome.decided.add(
                new BatchOutcome.Decided(report.signal(), decision, System.nanoTime() - start, report.record()));
        switch (decision) {
            case Decision.Changed(var records) -> records.forEach(record -> write(fork, record, outcome));
            case Decision.Ignored(var kind, var reason) -> LOG.debugf("Ignored (%s): %s", kind, reason);
        }
        if (report.signal() instanceof Signal.ProvisioningReport provisioning) {
            add(fork, new Change.ReportSeen(provisioning.connectionId(), provisioning.sequence()), outcome);
        }
    }

    private Decision decide(PlanningState fork, Signal signal, Instant now) {
        return switch (signal) {
            case Signal.IntentRequested asked -> IntentPlanner.requested(fork, asked, now);
            case Signal.IntentTerminated asked -> IntentPlanner.terminated(fork, asked, now);
            case Signal.ProvisioningReport report -> ProvisioningPlanner.decide(fork, report, now);
            case Signal.HealthJudged judged -> guardRails.decide(fork, judged, now);
        };
    }

    private static void write(PlanningState fork, PathRecord record, BatchOutcome outcome) {
        add(fork, new Change.RecordWritten(record), outcome);
        outcome.messages.add(EventHeaders.record(
                SOURCE,
                new OutgoingEvent(
                        Topic.PATHS,
                        record.connectionId(),
                        RecordProto.message(record),
                        record.connectionId() + "/" + record.sequence(),
                        record.decideTime())));
    }

    private static void change(PlanningState fork, TopologyCommand command, BatchOutcome outcome, Instant now) {
        TopologyOutcome decided = fork.topology().decide(command.change(), fork.book()::reservedBps, now);
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
