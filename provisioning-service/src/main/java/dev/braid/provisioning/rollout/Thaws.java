package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.store.Change;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.Held;
import dev.braid.provisioning.store.Stored;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jboss.logging.Logger;

/** Carries out an operator's word that a frozen leg is not to be left as it is any more. */
@ApplicationScoped
public class Thaws {
    private static final Logger LOG = Logger.getLogger(Thaws.class);

    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final Reconciler reconciler;

    Thaws(Transactions transactions, ConnectionRepository connections, Reconciler reconciler) {
        this.transactions = transactions;
        this.connections = connections;
        this.reconciler = reconciler;
    }

    /** The connection with the leg thawed, due at once; as it was where the leg is not frozen. */
    public Uni<Stored> thaw(TenantScope scope, String connectionId, String legId, String operator) {
        return transactions
                .run(
                        scope,
                        session -> find(session, connectionId)
                                .chain(found -> thaw(session, found.connection(), legId))
                                .chain(() -> find(session, connectionId)))
                .invoke(() -> {
                    LOG.infof("Leg %s is thawed by %s", legId, operator);
                    reconciler.wake();
                });
    }

    private Uni<Stored> find(StatelessSession session, String connectionId) {
        return connections
                .find(session, connectionId)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("connection", connectionId)));
    }

    private Uni<Void> thaw(StatelessSession session, Connection found, String legId) {
        return connections
                .lock(session, found.tenantId(), found.connectionId())
                .map(Optional::orElseThrow)
                .chain(held -> thaw(session, held, legId));
    }

    private Uni<Void> thaw(StatelessSession session, Held held, String legId) {
        Connection connection = held.connection();
        if (connection.rollout().legs().stream().noneMatch(leg -> leg.legId().equals(legId))) {
            throw Refusal.notFound("leg", legId);
        }
        Connection thawed = connection.thawed(legId);
        return thawed.equals(connection)
                ? Uni.createFrom().voidItem()
                : connections.save(session, Change.wished(held, thawed));
    }
}
