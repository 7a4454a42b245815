package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.StepLog;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets the steps of legs that are older than the operator wants to keep them, some at a time. */
@ApplicationScoped
public class StepRetention {
    private static final Logger LOG = Logger.getLogger(StepRetention.class);
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final StepLog history;
    private final Vertx vertx;
    private final RolloutSettings settings;

    StepRetention(
            Transactions transactions,
            ConnectionRepository connections,
            StepLog history,
            Vertx vertx,
            RolloutSettings settings) {
        this.transactions = transactions;
        this.connections = connections;
        this.history = history;
        this.vertx = vertx;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            vertx.setPeriodic(
                    PERIOD.toMillis(),
                    _ -> forget(settings.historyKept())
                            .subscribe()
                            .with(_ -> {}, failure -> LOG.warnf("Old steps stay for now: %s", failure.toString())));
        }
    }

    /** Forgets what is older than that by the database's clock, and says how many steps it was. */
    public Uni<Integer> forget(Duration kept) {
        return transactions.run(
                new TenantScope.All(),
                session -> connections.clock(session).chain(now -> history.forget(session, now.minus(kept))));
    }
}
