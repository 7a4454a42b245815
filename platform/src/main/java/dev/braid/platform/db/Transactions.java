package dev.braid.platform.db;

import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.outbox.Outbox;
import dev.braid.platform.outbox.OutboxRelay;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only place that opens database sessions. A piece of work runs in one transaction that sees the objects of its
 * tenant scope and no others; the events it put into the outbox go out when, and only when, it has committed.
 */
@ApplicationScoped
public class Transactions {
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final int TRIES = 5;
    /** Has to be the first statement of its transaction. */
    private static final String ONE_MOMENT = "set transaction isolation level repeatable read, read only";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Vertx vertx;

    Transactions(Mutiny.SessionFactory sessions, Outbox outbox, OutboxRelay relay, Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.vertx = vertx;
    }

    /**
     * Runs the work in a transaction of its own, and once more when the database found a conflict with another one. The
     * work may therefore run several times: it must have no effect outside the database.
     */
    public <T> Uni<T> run(TenantScope scope, Function<Mutiny.StatelessSession, Uni<T>> work) {
        return again(session -> restrict(session, scope).chain(() -> work.apply(session)));
    }

    /**
     * Runs work that only reads. However many statements it takes, all of them see the same moment, where those of
     * {@link #run} each see their own.
     */
    public <T> Uni<T> read(TenantScope scope, Function<Mutiny.StatelessSession, Uni<T>> work) {
        return again(session -> session.createNativeQuery(ONE_MOMENT)
                .executeUpdate()
                .chain(() -> restrict(session, scope))
                .chain(() -> work.apply(session)));
    }

    private <T> Uni<T> again(Function<Mutiny.StatelessSession, Uni<T>> work) {
        Uni<T> once = Uni.createFrom().deferred(() -> attempt(work));
        return onEventLoop(once.onFailure(Transactions::isConflict)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .withJitter(0.5)
                .atMost(TRIES));
    }

    private <T> Uni<T> attempt(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return sessions.openStatelessSession()
                .chain(session -> session.withTransaction(_ -> work.apply(session))
                        .onItem()
                        .invoke(() -> {
                            if (outbox.forget(session)) {
                                relay.wake();
                            }
                        })
                        .eventually(() -> {
                            outbox.forget(session);
                            return session.close();
                        }));
    }

    private static Uni<Void> restrict(Mutiny.StatelessSession session, TenantScope scope) {
        String visible =
                switch (scope) {
                    case TenantScope.One(String tenantId) -> tenantId;
                    case TenantScope.All() -> "*";
                };
        return session.createNativeQuery("select set_config('app.tenant', ?1, true)", String.class)
                .setParameter(1, visible)
                .getSingleResult()
                .replaceWithVoid();
    }

    /** Sessions live on an event loop; work that comes from elsewhere is brought there, and its answer stays there. */
    private <T> Uni<T> onEventLoop(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (Context.isOnEventLoopThread() && VertxContext.isOnDuplicatedContext()) {
                return work;
            }
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            return Uni.createFrom()
                    .emitter(emitter ->
                            context.runOnContext(_ -> work.subscribe().with(emitter::complete, emitter::fail)));
        });
    }

    /** Hibernate wraps what the driver raised, so both forms are looked for. */
    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state =
                    switch (cause) {
                        case PgException driver -> driver.getSqlState();
                        case SQLException wrapped -> wrapped.getSQLState();
                        default -> null;
                    };
            if (state != null && CONFLICTS.contains(state)) {
                return true;
            }
        }
        return false;
    }
}
