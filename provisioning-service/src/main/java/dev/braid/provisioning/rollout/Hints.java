package dev.braid.provisioning.rollout;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.store.Change;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.Held;
import dev.braid.provisioning.store.LegIndex;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Takes in that a provider has news of an order, so that nobody has to wait for the next look. A hint is not believed: it
 * only makes the look due now. One about an order that is not ours does nothing.
 */
@ApplicationScoped
public class Hints {
    private final Transactions transactions;
    private final LegIndex legs;
    private final ConnectionRepository connections;
    private final Reconciler reconciler;

    Hints(Transactions transactions, LegIndex legs, ConnectionRepository connections, Reconciler reconciler) {
        this.transactions = transactions;
        this.legs = legs;
        this.connections = connections;
        this.reconciler = reconciler;
    }

    /** Whether it was about an order of ours, known under that leg id. */
    public Uni<Boolean> take(String providerId, String legId) {
        return transactions
                .run(
                        new TenantScope.All(),
                        session -> legs.connectionOf(session, providerId, legId)
                                .chain(found -> found.isPresent()
                                        ? connections
                                                .lock(
                                                        session,
                                                        found.get().tenantId(),
                                                        found.get().connectionId())
                                                .chain(held -> look(session, held, legId))
                                        : Uni.createFrom().item(false)))
                .invoke(ours -> {
                    if (ours) {
                        reconciler.wake();
                    }
                });
    }

    private Uni<Boolean> look(StatelessSession session, Optional<Held> held, String legId) {
        return held.map(it -> connections
                        .save(session, Change.wished(it, it.connection().hinted(legId)))
                        .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false));
    }
}
