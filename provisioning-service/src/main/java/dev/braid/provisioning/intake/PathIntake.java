package dev.braid.provisioning.intake;

import dev.braid.api.path.v1.PathRecord;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.events.EventIntake;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Wish;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.rollout.Reconciler;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.Held;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Stores what path computation wants, when it is newer than what is stored, and wakes the reconciler. */
@ApplicationScoped
class PathIntake {
    private final EventIntake intake;
    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final Reconciler reconciler;
    private final Providers providers;
    private final Counter staleRecords;

    PathIntake(
            EventIntake intake,
            Transactions transactions,
            ConnectionRepository connections,
            Reconciler reconciler,
            Providers providers,
            MeterRegistry meters) {
        this.intake = intake;
        this.transactions = transactions;
        this.connections = connections;
        this.reconciler = reconciler;
        this.providers = providers;
        this.staleRecords = meters.counter("braid.stale.records", "topic", "paths");
    }

    @Incoming("paths")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, PathRecord.parser(), this::apply);
    }

    private Uni<Void> apply(PathRecord record) {
        Wish wish = WishProto.wish(record, providers::handsOver);
        return transactions
                .run(
                        TenantScope.of(record.getTenantId()),
                        session -> connections
                                .lock(session, record.getTenantId(), record.getConnectionId())
                                .chain(held -> held.isPresent()
                                        ? renew(session, held.get(), wish, record.getIntentConnectionCount())
                                        : begin(session, record, wish)))
                .invoke(news -> {
                    if (news) {
                        reconciler.wake();
                    } else {
                        staleRecords.increment();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> renew(StatelessSession session, Held held, Wish wish, int connectionCount) {
        if (wish.sequence() <= held.connection().recordSequence()) {
            return Uni.createFrom().item(false);
        }
        return connections
                .saveWish(session, held, held.connection().accept(wish, connectionCount))
                .replaceWith(true);
    }

    private Uni<Boolean> begin(StatelessSession session, PathRecord record, Wish wish) {
        Connection connection = Connection.unknown(
                        record.getTenantId(), record.getIntentKey(), record.getConnectionId())
                .accept(wish, record.getIntentConnectionCount());
        return connections
                .clock(session)
                .chain(now -> connections.insert(session, connection, now))
                .replaceWith(true);
    }
}
