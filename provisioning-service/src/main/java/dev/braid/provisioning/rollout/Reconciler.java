package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Reply;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.store.Claim;
import dev.braid.provisioning.store.DueConnections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Brings every connection to what is wanted of it, for as long as it takes. Replicas share the work by claims; commands
 * to providers are sent between transactions, those of one connection at the same time.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

    private final Transactions transactions;
    private final DueConnections due;
    private final RolloutTurn turns;
    private final Providers providers;
    private final Vertx vertx;
    private final RolloutSettings settings;
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicInteger working;
    private volatile boolean open;

    Reconciler(
            Transactions transactions,
            DueConnections due,
            RolloutTurn turns,
            Providers providers,
            Vertx vertx,
            RolloutSettings settings,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.due = due;
        this.turns = turns;
        this.providers = providers;
        this.vertx = vertx;
        this.settings = settings;
        this.working = meters.gauge("braid.provisioning.claims", new AtomicInteger());
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            open = true;
            vertx.setPeriodic(settings.sweep().toMillis(), _ -> wake());
        }
    }

    /** Lets what is under way come to its end, so that no other replica must wait for a lease. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        pause();
        long end = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        while (working.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    /** Claims nothing more; what is under way goes on. */
    public void pause() {
        open = false;
    }

    /** Goes on after a pause. */
    public void resume() {
        open = true;
        wake();
    }

    /** Says that something may be due. Returns at once. */
    public void wake() {
        again.set(true);
        if (open && claiming.compareAndSet(false, true)) {
            claim();
        }
    }

    private void claim() {
        again.set(false);
        int limit = Math.min(settings.claimBatch(), settings.maxClaims() - working.get());
        if (!open || limit <= 0) {
            claiming.set(false);
            return;
        }
        transactions
                .run(new TenantScope.All(), session -> due.claim(session, limit, settings.lease()))
                .subscribe()
                .with(claims -> claimed(claims, limit), failure -> {
                    LOG.warnf("No claims: %s", failure.toString());
                    claiming.set(false);
                });
    }

    private void claimed(List<Claim> claims, int limit) {
        claims.forEach(this::work);
        if (claims.size() == limit || again.get()) {
            claim();
            return;
        }
        claiming.set(false);
        if (again.get()) {
            wake();
        }
    }

    private void work(Claim claim) {
        working.incrementAndGet();
        turn(claim, List.of())
                .onTermination()
                .invoke(working::decrementAndGet)
                .subscribe()
                .with(_ -> {}, failure -> LOG.warnf("%s: left to the next lease: %s", claim.connectionId(), failure));
    }

    private Uni<Void> turn(Claim claim, List<Reply> replies) {
        return turns.take(claim, replies).chain(turn -> switch (turn) {
            case Turn.Go go -> {
                if (go.passedGate()) {
                    wakeSiblings(go.connection());
                }
                yield send(go.commands()).chain(next -> turn(claim, next));
            }
            case Turn.Rest rest -> {
                if (rest.atGate()) {
                    lookThroughGate(rest.connection());
                }
                if (rest.dueIn().compareTo(settings.sweep()) < 0) {
                    vertx.setTimer(Math.max(1, rest.dueIn().toMillis() + 1), _ -> wake());
                }
                yield Uni.createFrom().voidItem();
            }
            case Turn.Lost _ -> {
                LOG.warnf("%s: another worker has it", claim.connectionId());
                yield Uni.createFrom().voidItem();
            }
        });
    }

    private Uni<List<Reply>> send(List<Command> commands) {
        List<Uni<Reply>> replies = commands.stream()
                .map(command -> providers.send(command).map(answer -> new Reply(command, answer)))
                .toList();
        return Uni.join().all(replies).andFailFast();
    }

    /** Of two connections that become ready at the same time neither saw the other; the one that commits last does. */
    private void lookThroughGate(Connection connection) {
        later(transactions.run(
                new TenantScope.All(),
                session -> due.siblingsReady(session, connection)
                        .chain(ready -> ready
                                ? due.wakeSiblings(session, connection)
                                : Uni.createFrom().item(0))));
    }

    private void wakeSiblings(Connection connection) {
        if (connection.intentConnectionCount() > 1) {
            later(transactions.run(new TenantScope.All(), session -> due.wakeSiblings(session, connection)));
        }
    }

    /** Only a shortcut: the sweep finds the same a little later. */
    private void later(Uni<Integer> work) {
        work.subscribe()
                .with(
                        woken -> {
                            if (woken > 0) {
                                wake();
                            }
                        },
                        failure -> LOG.debugf("Siblings are left to the sweep: %s", failure.toString()));
    }
}
