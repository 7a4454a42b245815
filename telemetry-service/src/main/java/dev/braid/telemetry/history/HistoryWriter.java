package dev.braid.telemetry.history;

import dev.braid.telemetry.store.HistoryDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Writes the history, on a thread of its own and as often as is set. Nothing else waits for it: while the database is away
 * rows wait, and it tries again.
 */
@ApplicationScoped
class HistoryWriter {
    private static final Logger LOG = Logger.getLogger(HistoryWriter.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final HistoryDatabase database;
    private final Feeds feeds;
    private final Merges merges;
    private final Retention retention;
    private final Duration period;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread loop = new Thread(this::run, "history");
    private boolean migrated;
    private boolean failing;

    HistoryWriter(HistoryDatabase database, Feeds feeds, Merges merges, Retention retention, HistorySettings settings) {
        this.database = database;
        this.feeds = feeds;
        this.merges = merges;
        this.retention = retention;
        this.period = settings.writePeriod();
    }

    void start(@Observes StartupEvent event) {
        if (database.isConfigured()) {
            loop.setDaemon(true);
            loop.start();
        } else {
            LOG.info(
                    "No database is configured (quarkus.flyway.jdbc-url): windows are not kept, and there is no history");
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (loop.isAlive()) {
            loop.join(LAST_WORDS);
        }
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                last = stopping.await(failing ? PAUSE_AFTER_FAILURE.toNanos() : period.toNanos(), TimeUnit.NANOSECONDS);
                pass();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. */
    void pass() {
        try {
            if (!migrated) {
                database.migrate();
                migrated = true;
            }
            feeds.write();
            merges.merge();
            if (failing) {
                LOG.info("The history is written again");
                failing = false;
            }
            // Last, because it may wait for those who read, and rows need nothing of it.
            retention.keep();
        } catch (SQLException | FlywayException e) {
            failed(e);
        } catch (RuntimeException e) {
            LOG.error("A round of the history failed; the next one follows", e);
            failing = true;
        }
    }

    private void failed(Exception e) {
        if (failing) {
            LOG.debugf("The history still cannot be written: %s", e.toString());
        } else {
            LOG.warnf("The history cannot be written for now, and its rows wait: %s", e.toString());
            failing = true;
        }
    }
}
