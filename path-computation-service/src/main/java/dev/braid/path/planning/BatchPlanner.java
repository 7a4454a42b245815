package dev.braid.path.planning;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Room;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.WindowClock;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.GuardRails;
import dev.braid.path.guard.Permissions;
import dev.braid.path.planning.TopologyCommands.TopologyCommand;
import dev.braid.platform.events.UnreadableEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Computes what a batch comes to, without changing anything: all of it happens on a fork of the state, each signal
 * seeing the ones before it. Measures first, then what providers freed, then what was booked for now, then who asks for
 * it, then who stands over a link that is down, then who is judged.
 */
@ApplicationScoped
class BatchPlanner {
    private static final Logger LOG = Logger.getLogger(BatchPlanner.class);

    private final MoveGate gate;
    private final HealthMoves moves;
    private final Permissions permissions;
    private final int largestRecordBytes;
    private final ExecutorService encoding = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("path-encoding").factory());
    private final Turns turns;
    private final DecisionLog decisions = new DecisionLog();

    @Inject
    BatchPlanner(
            GuardSettings guard,
            PlanningSettings planning,
            Permissions permissions,
            MoveGate gate,
            MoveDesk desk,
            Settlements settlements) {
        this.permissions = permissions;
        this.gate = gate;
        ApprovedMoves approved = new ApprovedMoves(permissions, settlements);
        GuardRails guardRails = new GuardRails(guard.policy(), approved);
        this.moves = new HealthMoves(
                guardRails,
                gate,
                new FailureMoves(planning.batchMoves(), guard.failed().settle()),
                new JudgedMoves(guardRails, guard.maxEvidenceAge(), desk, approved));
        this.largestRecordBytes = planning.largestRecordBytes();
        this.turns = new Turns(planning.batchIntents());
    }

    @PreDestroy
    void stop() {
        encoding.shutdown();
    }

    /** What it comes to; its messages, though no dead letters, have gone to the outbox. */
    BatchOutcome plan(
            PlanningState state, List<TopologyCommand> commands, List<Received> inputs, Instant now, Outbox outbox) {
        Map<Object, String> unwritable = new HashMap<>();
        while (true) {
            PlanningState fork = state.fork();
            BatchOutcome outcome = new BatchOutcome(
                    new Dispatch(encoding, outbox, largestRecordBytes), decisions.page(), gate.round(state, fork));
            try {
                plan(state, fork, commands, inputs, now, unwritable, outcome);
            } catch (RuntimeException e) {
                outcome.dispatch.await();
                throw e;
            }
            Map<Object, String> more = outcome.dispatch.await();
            if (more.isEmpty() && !outcome.movesAgainst(permissions)) {
                return outcome;
            }
            outbox.startOver();
            unwritable.putAll(more);
        }
    }

    private void plan(
            PlanningState state,
            PlanningState fork,
            List<TopologyCommand> commands,
            List<Received> inputs,
            Instant now,
            Map<Object, String> unwritable,
            BatchOutcome outcome) {
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
                .sorted(Comparator.comparingInt(report -> turn(report.signal())))
                .toList();
        boolean letGo = !commands.isEmpty() || reported.stream().anyMatch(BatchPlanner::letsGo);
        List<String> due = turns.next(state.due(now), letGo, now);
        List<PathRecord> stranded = moves.next(state, now);
        boolean waited = moves.begin(state, now);
        if (!commands.isEmpty() || !reported.isEmpty() || !due.isEmpty() || !stranded.isEmpty() || waited) {
            outcome.begin(fork);
        }
        for (TopologyCommand command : commands) {
            if (unwritable.containsKey(command)) {
                LOG.errorf("%s A change of the topology is refused", unwritable.get(command));
                outcome.answered.add(new BatchOutcome.Answered(
                        command, new TopologyOutcome.Refused(List.of(unwritable.get(command)))));
            } else {
                change(fork, command, outcome, now);
            }
        }
        Consumer<Received.Reported> answer = report -> {
            if (unwritable.containsKey(report.record())) {
                LOG.errorf("%s Left out: %s", unwritable.get(report.record()), report.signal());
                refuse(report, unwritable.get(report.record()), outcome);
            } else {
                decide(state, fork, report, outcome, now);
            }
        };
        reported.stream().filter(BatchPlanner::frees).forEach(answer);
        for (String intentKey : due) {
            if (unwritable.containsKey(intentKey)) {
                LOG.errorf(
                        "%s Intent %s stays as it is though its time has come", unwritable.get(intentKey), intentKey);
                turns.waits(intentKey);
            } else {
                turn(fork, intentKey, outcome, now);
            }
        }
        reported.stream().filter(report -> turn(report.signal()) == 1).forEach(answer);
        moves.moveOff(stranded, fork, unwritable, outcome, now);
        if (waited || !unwritable.isEmpty()) {
            moves.turn(fork, unwritable, outcome, now);
        }
        HealthMoves.inOrder(reported, fork).forEach(answer);
    }

    /** Whether it may leave room that was not there. */
    private static boolean letsGo(Received.Reported report) {
        return switch (report.signal()) {
            case Signal.ProvisioningReport(var _, var _, var _, var happened) ->
                switch (happened) {
                    case Signal.Outcome.Failed _,
                            Signal.Outcome.OldLegsReleased _,
                            Signal.Outcome.UnusedPlansReleased _,
                            Signal.Outcome.Released _ -> true;
                    case Signal.Outcome.Activated _, Signal.Outcome.DriftFound _, Signal.Outcome.WaitingChanged _ ->
                        false;
                };
            case Signal.IntentRequested _, Signal.IntentTerminated _, Signal.HealthJudged _ -> false;
        };
    }

    /** Whether there may be others whose time has come, and for whom no room was looked for yet. */
    boolean hasMoreTurns() {
        return turns.more();
    }

    /** Whether it may be the turn of somebody whose link is down, though nothing new has come. */
    boolean hasMoves(PlanningState state, Instant now) {
        return moves.due(state, now);
    }

    /** How many connections over links that are down are not moved yet. */
    int movesWaiting() {
        return moves.waiting();
    }

    private static boolean frees(Received.Reported report) {
        return turn(report.signal()) == 0;
    }

    /** What is booked begins before anybody new asks, and what is over ends. */
    private void turn(PlanningState fork, String intentKey, BatchOutcome outcome, Instant now) {
        try {
            switch (WindowClock.turn(fork, intentKey, now)) {
                case Decision.Changed(var records) -> {
                    outcome.page.overtaken(fork.book(), records, now);
                    outcome.dispatch.send(intentKey, records, outcome.page.take());
                    records.forEach(record -> outcome.add(fork, new Change.RecordWritten(record)));
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

    private void decide(
            PlanningState state, PlanningState fork, Received.Reported report, BatchOutcome outcome, Instant now) {
        long start = System.nanoTime();
        Decision decision;
        try {
            decision = decision(state, fork, report, outcome, now);
        } catch (RuntimeException e) {
            // A fault of ours must not stop the partition: the record is kept where somebody looks at it.
            LOG.errorf(e, "Cannot decide on %s", report.signal());
            outcome.page.take();
            refuse(report, "Cannot decide: " + e, outcome);
            return;
        }
        outcome.decided.add(new BatchOutcome.Decided(
                report.signal(), decision, System.nanoTime() - start, Optional.of(report.record())));
        switch (decision) {
            case Decision.Changed(var records) -> {
                outcome.dispatch.send(report.record(), records, outcome.page.take());
                records.forEach(record -> outcome.add(fork, new Change.RecordWritten(record)));
            }
            case Decision.Ignored(var kind, var reason) -> {
                LOG.debugf("Ignored (%s): %s", kind, reason);
                outcome.dispatch.send(report.record(), List.of(), outcome.page.take());
            }
        }
        if (report.signal() instanceof Signal.ProvisioningReport provisioning) {
            outcome.add(fork, new Change.ReportSeen(provisioning.connectionId(), provisioning.sequence()));
        }
    }

    private static void refuse(Received.Reported report, String reason, BatchOutcome outcome) {
        outcome.deadLetters.add(
                new Received.Unreadable(report.record(), UnreadableEvent.Reason.REFUSED.name(), reason));
    }

    private Decision decision(
            PlanningState state, PlanningState fork, Received.Reported report, BatchOutcome outcome, Instant now) {
        DecisionLog.Page page = outcome.page;
        Signal signal = report.signal();
        return switch (signal) {
            case Signal.IntentRequested asked ->
                page.noted(fork.book(), IntentPlanner.requested(fork, asked, now), signal, now);
            case Signal.IntentTerminated asked ->
                page.noted(fork.book(), IntentPlanner.terminated(fork, asked, now), signal, now);
            case Signal.ProvisioningReport told ->
                page.noted(fork.book(), ProvisioningPlanner.decide(fork, told, now), signal, now);
            case Signal.HealthJudged judged -> moves.judged(state, fork, judged, report.record(), outcome, now);
        };
    }

    private static void change(PlanningState fork, TopologyCommand command, BatchOutcome outcome, Instant now) {
        TopologyOutcome decided = fork.topology().decide(command.change(), linkId -> Room.neededBps(fork, linkId), now);
        outcome.answered.add(new BatchOutcome.Answered(command, decided));
        switch (decided) {
            case TopologyOutcome.Accepted accepted
            when !command.validateOnly() -> {
                outcome.add(fork, new Change.TopologyChanged(accepted.changed(), accepted.removed()));
                outcome.dispatch.send(command, accepted.changed(), accepted.removed(), now);
            }
            case TopologyOutcome.Accepted _, TopologyOutcome.Refused _ -> {}
        }
    }
}
