package dev.braid.intent.watching;

import dev.braid.intent.store.IntentRepository;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Hears of changed intents from the database, whichever replica changed them (LISTEN and NOTIFY). A hint only says that
 * there is something to read: after a lost connection, and every few seconds anyway, everybody is told to look.
 */
@ApplicationScoped
class ChangeFeed {
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    private final Pool pool;
    private final Vertx vertx;
    private final WatchSettings settings;
    private final Map<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChangeFeed(Pool pool, Vertx vertx, WatchSettings settings) {
        this.pool = pool;
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Runs the listener, which must not block, whenever the intent of that key may have changed, until it is removed. */
    void add(String intentKey, Runnable listener) {
        listeners.compute(intentKey, (_, known) -> {
            Set<Runnable> set = known == null ? ConcurrentHashMap.newKeySet() : known;
            set.add(listener);
            return set;
        });
    }

    void remove(String intentKey, Runnable listener) {
        listeners.computeIfPresent(intentKey, (_, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(settings.sweepInterval().toMillis(), _ -> tellAll());
        listen();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void listen() {
        pool.getConnection()
                .chain(connection -> connection
                        .query("listen " + IntentRepository.CHANGES)
                        .execute()
                        .invoke(() -> hear(connection))
                        .onFailure()
                        .call(connection::close))
                .subscribe()
                .with(_ -> tellAll(), this::lost);
    }

    private void hear(SqlConnection connection) {
        PgConnection.cast(connection.getDelegate())
                .notificationHandler(notification -> tell(notification.getPayload()))
                .closeHandler(_ -> lost(new IllegalStateException("the connection is closed")));
    }

    private void lost(Throwable failure) {
        if (stopping) {
            return;
        }
        LOG.warnf("The database does not tell of changes for now: %s", failure.toString());
        vertx.setTimer(settings.reconnectDelay().toMillis(), _ -> listen());
    }

    private void tellAll() {
        listeners.keySet().forEach(this::tell);
    }

    private void tell(String intentKey) {
        listeners.getOrDefault(intentKey, Set.of()).forEach(Runnable::run);
    }
}
