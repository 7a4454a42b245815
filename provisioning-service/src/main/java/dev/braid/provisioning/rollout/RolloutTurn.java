package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.outbox.Outbox;
import dev.braid.provisioning.domain.Caution;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Decision;
import dev.braid.provisioning.domain.Pace;
import dev.braid.provisioning.domain.Reply;
import dev.braid.provisioning.domain.Report;
import dev.braid.provisioning.domain.Rollout;
import dev.braid.provisioning.domain.Step;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.store.Claim;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.DueConnections;
import dev.braid.provisioning.store.Held;
import dev.braid.provisioning.store.StepLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jboss.logging.Logger;

/**
 * The one place that joins the pure decision to the database: takes in what the providers said, decides, and commits the
 * new state, the events, the history and the commands about to be sent together. A worker without its claim writes nothing.
 */
@ApplicationScoped
class RolloutTurn {
    private static final Logger LOG = Logger.getLogger(RolloutTurn.class);

    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final DueConnections due;
    private final Outbox outbox;
    private final StepLog history;
    private final NumberTurn numbers;
    private final QuietStart quiet;
    private final Providers providers;
    private final MeterRegistry meters;
    private final Duration lease;
    private final Pace pace;

    RolloutTurn(
            Transactions transactions,
            ConnectionRepository connections,
            DueConnections due,
            Outbox outbox,
            StepLog history,
            NumberTurn numbers,
            QuietStart quiet,
            Providers providers,
            MeterRegistry meters,
            RolloutSettings settings) {
        this.transactions = transactions;
        this.connections = connections;
        this.due = due;
        this.outbox = outbox;
        this.history = history;
        this.numbers = numbers;
        this.quiet = quiet;
        this.providers = providers;
        this.meters = meters;
        this.lease = settings.lease();
        // Drawn from the thread that decides: a shared generator would be a lock.
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        this.pace = new Pace(
                settings.firstBackOff(),
                settings.longestBackOff(),
                settings.commandLife(),
                settings.clockSkew(),
                settings.auditPeriod(),
                settings.gateRecheck(),
                settings.firstLook(),
                settings.longestLook(),
                settings.soak(),
                random);
    }

    Uni<Turn> take(Claim claim, List<Reply> replies) {
        return transactions
                .run(
                        new TenantScope.All(),
                        session -> connections
                                .lock(session, claim)
                                .chain(held -> held.isPresent()
                                        ? decide(session, claim, held.get(), replies)
                                        : Uni.createFrom().item(new Outcome(new Turn.Lost(), List.of(), List.of()))))
                .map(outcome -> {
                    outcome.reports().forEach(report -> told(claim, report));
                    quiet.heldBack(outcome.heldBack());
                    return outcome.turn();
                });
    }

    private Uni<Outcome> decide(StatelessSession session, Claim claim, Held held, List<Reply> replies) {
        Decision heard = held.connection().rollout().hear(replies, held.now(), pace, caution(held.now()));
        return numbers.draw(session, held.connection(), heard, held.now())
                .chain(numbered -> decide(session, claim, held, replies, numbered));
    }

    private Uni<Outcome> decide(StatelessSession session, Claim claim, Held held, List<Reply> replies, Decision heard) {
        Connection connection = held.connection().with(heard.rollout());
        Uni<Boolean> gate = connection.rollout().atGate()
                ? due.siblingsReady(session, connection)
                : Uni.createFrom().item(false);
        return gate.chain(gateOpen -> {
            Decision decision = heard.rollout().decide(gateOpen, held.now(), pace, caution(held.now()));
            List<Report> reports = new ArrayList<>(heard.reports());
            reports.addAll(decision.reports());
            Rollout next = decision.rollout();
            held.connection().waitingUntold(next).ifPresent(reports::add);
            List<Step> steps = Step.of(held.connection().rollout(), replies, heard.rollout(), decision);
            return tell(session, held, reports)
                    .chain(() -> history.add(session, held.connection(), steps, held.now()))
                    .chain(() -> numbers.letGo(session, held.connection(), next))
                    .chain(() -> save(
                            session, claim, held, held.connection().decided(next, reports.size()), decision, gateOpen))
                    .map(turn -> new Outcome(turn, reports, decision.heldBack()));
        });
    }

    private Caution caution(Instant now) {
        return new Caution(quiet.endsAt(now), quiet.beganAt(now), providers::freezes);
    }

    private Uni<Turn> save(
            StatelessSession session, Claim claim, Held held, Connection next, Decision decision, boolean gateOpen) {
        List<Command> commands = decision.commands().stream()
                .map(command -> command.under(claim.epoch()))
                .toList();
        if (!commands.isEmpty()) {
            return connections
                    .saveAndKeep(session, held, next, lease)
                    .replaceWith(new Turn.Go(commands, next, gateOpen));
        }
        Instant dueTime = decision.dueTime();
        Duration dueIn = dueTime.equals(Instant.MAX) ? Duration.ofDays(1) : Duration.between(held.now(), dueTime);
        return connections
                .saveAndLetGo(session, held, next, dueTime)
                .replaceWith(new Turn.Rest(next, dueIn, next.rollout().atGate() && !gateOpen));
    }

    private Uni<Void> tell(StatelessSession session, Held held, List<Report> reports) {
        Uni<Void> writes = Uni.createFrom().voidItem();
        long sequence = held.connection().eventSequence();
        for (Report report : reports) {
            sequence++;
            var event = ReportProto.event(held.connection(), report, sequence, held.now());
            writes = writes.chain(() -> outbox.add(session, event));
        }
        return writes;
    }

    /** Only after the commit: a transaction that runs again would count twice. */
    private void told(Claim claim, Report report) {
        meters.counter("braid.provisioning.reports", "report", ReportProto.name(report))
                .increment();
        switch (report) {
            case Report.DriftFound drift ->
                LOG.warnf(
                        "Leg %s at %s: %s%s",
                        drift.legId(),
                        drift.providerId(),
                        drift.difference(),
                        drift.frozen() ? "; it is left as it is" : "");
            case Report.Failed failed
            when failed.returnedRevision() > 0 ->
                LOG.warnf(
                        "%s: back to revision %d from %d at %s: %s",
                        claim.connectionId(),
                        failed.returnedRevision(),
                        failed.revision(),
                        failed.route().providerId(),
                        failed.reason());
            case Report.Failed failed ->
                LOG.infof(
                        "%s: revision %d refused by %s: %s",
                        claim.connectionId(), failed.revision(), failed.route().providerId(), failed.reason());
            case Report.Activated _,
                    Report.OldLegsReleased _,
                    Report.UnusedPlansReleased _,
                    Report.Released _,
                    Report.WaitingChanged _ -> LOG.debugf("%s: %s", claim.connectionId(), report);
        }
    }

    private record Outcome(Turn turn, List<Report> reports, List<String> heldBack) {}
}
