package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.events.OutgoingEvent;
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
import dev.braid.provisioning.store.Batches;
import dev.braid.provisioning.store.Change;
import dev.braid.provisioning.store.Claim;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.DueConnections;
import dev.braid.provisioning.store.Held;
import dev.braid.provisioning.store.StepLog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * The one place that joins the pure decision to the database: takes in what the providers said, decides, and commits the
 * new state, the events, the history and the commands about to be sent together, for all whose turn comes at the same time.
 * A worker without its claim writes nothing.
 */
@ApplicationScoped
class RolloutTurn {
    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final DueConnections due;
    private final Outbox outbox;
    private final StepLog history;
    private final NumberTurn numbers;
    private final QuietStart quiet;
    private final Providers providers;
    private final ReportLog log;
    private final Duration lease;
    private final Pace pace;
    private final Batches<Ask, Optional<Outcome>> turns;

    RolloutTurn(
            Transactions transactions,
            ConnectionRepository connections,
            DueConnections due,
            Outbox outbox,
            StepLog history,
            NumberTurn numbers,
            QuietStart quiet,
            Providers providers,
            ReportLog log,
            RolloutSettings settings) {
        this.transactions = transactions;
        this.connections = connections;
        this.due = due;
        this.outbox = outbox;
        this.history = history;
        this.numbers = numbers;
        this.quiet = quiet;
        this.providers = providers;
        this.log = log;
        this.lease = settings.lease();
        this.turns = new Batches<>(settings.claimBatch(), settings.transactions(), lease, this::together);
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

    /** Takes a turn, in one transaction with others that come at the same time. */
    Uni<Turn> take(Claim claim, List<Reply> replies) {
        return turns.run(new Ask(claim, replies))
                .chain(outcome -> outcome.isPresent()
                        ? Uni.createFrom().item(outcome)
                        : alone(new Ask(claim, replies)).map(List::getFirst))
                .map(Optional::orElseThrow)
                .map(outcome -> {
                    outcome.reports().forEach(report -> log.told(claim, report));
                    quiet.heldBack(outcome.heldBack());
                    return outcome.turn();
                });
    }

    /** What came of each; nothing where a connection must have a transaction of its own. */
    private Uni<List<Optional<Outcome>>> together(List<Ask> asks) {
        return transactions.run(
                new TenantScope.All(),
                session -> connections
                        .lockClaimed(session, asks.stream().map(Ask::claim).toList())
                        .chain(held -> decide(session, asks, held)));
    }

    /** It may have to wait for somebody who holds what it needs, though not for as long as its claim counts. */
    private Uni<List<Optional<Outcome>>> alone(Ask ask) {
        return transactions.run(
                new TenantScope.All(),
                session -> session.createNativeQuery("set local lock_timeout = '5s'")
                        .executeUpdate()
                        .chain(() -> connections.lockClaimed(session, List.of(ask.claim())))
                        .chain(held -> decide(session, List.of(ask), held)));
    }

    private Uni<List<Optional<Outcome>>> decide(StatelessSession session, List<Ask> asks, Map<Claim, Held> held) {
        List<Decided> decided = new ArrayList<>();
        Uni<Void> decisions = Uni.createFrom().voidItem();
        for (Ask ask : asks) {
            Held mine = held.get(ask.claim());
            if (mine == null) {
                continue;
            }
            Decision heard = mine.connection().rollout().hear(ask.replies(), mine.now(), pace, caution(mine.now()));
            if (asks.size() == 1 || !drawsNumbers(heard)) {
                decisions = decisions
                        .chain(() -> numbered(session, mine, ask, heard))
                        .invoke(decided::add)
                        .replaceWithVoid();
            }
        }
        return decisions.chain(() -> write(session, decided)).map(_ -> {
            Map<Claim, Outcome> outcomes = new HashMap<>();
            decided.forEach(it -> outcomes.put(it.claim(), it.outcome()));
            return asks.stream()
                    .map(ask -> held.containsKey(ask.claim()) || asks.size() > 1
                            ? Optional.ofNullable(outcomes.get(ask.claim()))
                            : Optional.of(Outcome.LOST))
                    .toList();
        });
    }

    /** Who draws a number may wait for another who has drawn it: while it holds other connections, each for the other. */
    private static boolean drawsNumbers(Decision heard) {
        return !heard.rollout().keepingNumbers().unnumbered().isEmpty();
    }

    private Uni<Decided> numbered(StatelessSession session, Held held, Ask ask, Decision heard) {
        return numbers.draw(session, held.connection(), heard, held.now())
                .chain(numbered -> decide(session, held, ask, numbered));
    }

    private Uni<Decided> decide(StatelessSession session, Held held, Ask ask, Decision heard) {
        Connection connection = held.connection().with(heard.rollout());
        Uni<Boolean> gate = connection.rollout().atGate()
                ? due.siblingsReady(session, connection)
                : Uni.createFrom().item(false);
        return gate.map(gateOpen -> {
            Decision decision = heard.rollout().decide(gateOpen, held.now(), pace, caution(held.now()));
            List<Report> reports = new ArrayList<>(heard.reports());
            reports.addAll(decision.reports());
            Rollout next = decision.rollout();
            held.connection().waitingUntold(next).ifPresent(reports::add);
            List<Step> steps = Step.of(held.connection().rollout(), ask.replies(), heard.rollout(), decision);
            List<OutgoingEvent> events = events(held, reports);
            return decided(ask.claim(), held, reports, steps, events, decision, gateOpen);
        });
    }

    private Caution caution(Instant now) {
        return new Caution(quiet.endsAt(now), quiet.beganAt(now), providers::freezes);
    }

    private Decided decided(
            Claim claim,
            Held held,
            List<Report> reports,
            List<Step> steps,
            List<OutgoingEvent> events,
            Decision decision,
            boolean gateOpen) {
        Connection before = held.connection();
        Connection next = before.decided(decision.rollout(), reports.size());
        List<Command> commands = decision.commands().stream()
                .map(command -> command.under(claim.epoch()))
                .toList();
        Change change;
        Turn turn;
        if (commands.isEmpty()) {
            Instant dueTime = decision.dueTime();
            Duration dueIn = dueTime.equals(Instant.MAX) ? Duration.ofDays(1) : Duration.between(held.now(), dueTime);
            change = Change.letGo(held, next, dueTime);
            turn = new Turn.Rest(next, dueIn, next.rollout().atGate() && !gateOpen);
        } else {
            change = Change.kept(held, next, lease);
            turn = new Turn.Go(commands, next, gateOpen);
        }
        return new Decided(claim, before, change, steps, events, new Outcome(turn, reports, decision.heldBack()));
    }

    private static List<OutgoingEvent> events(Held held, List<Report> reports) {
        List<OutgoingEvent> events = new ArrayList<>();
        long sequence = held.connection().eventSequence();
        for (Report report : reports) {
            sequence++;
            events.add(ReportProto.event(held.connection(), report, sequence, held.now()));
        }
        return events;
    }

    private Uni<Void> write(StatelessSession session, List<Decided> decided) {
        if (decided.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutgoingEvent> events =
                decided.stream().flatMap(it -> it.events().stream()).toList();
        List<StepLog.Entry> steps = decided.stream()
                .flatMap(it -> it.steps().stream().map(step -> new StepLog.Entry(it.before(), step)))
                .toList();
        Instant now = decided.getFirst().change().held().now();
        Uni<Void> writes = outbox.addAll(session, events).chain(() -> history.add(session, steps, now));
        for (Decided one : decided) {
            writes = writes.chain(() ->
                    numbers.letGo(session, one.before(), one.change().next().rollout()));
        }
        return writes.chain(() -> connections.saveAll(
                session, decided.stream().map(Decided::change).toList()));
    }

    /** A worker that wants a turn, with what providers said to it. */
    private record Ask(Claim claim, List<Reply> replies) {}

    /** One connection of a transaction. */
    private record Decided(
            Claim claim,
            Connection before,
            Change change,
            List<Step> steps,
            List<OutgoingEvent> events,
            Outcome outcome) {}

    private record Outcome(Turn turn, List<Report> reports, List<String> heldBack) {
        static final Outcome LOST = new Outcome(new Turn.Lost(), List.of(), List.of());
    }
}
