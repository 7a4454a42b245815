package dev.braid.telemetry.history;

import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.Partitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Makes the partitions of the time to come, and drops those in which all is older than it is kept. */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Partitions partitions;
    private final Clocks clocks;
    private final HistorySettings settings;
    private long nextSteadyUs = Long.MIN_VALUE;

    Retention(Partitions partitions, Clocks clocks, HistorySettings settings) {
        this.partitions = partitions;
        this.clocks = clocks;
        this.settings = settings;
    }

    /** Does so, once a minute. */
    void keep() throws SQLException {
        if (clocks.steadyUs() >= nextSteadyUs) {
            keep(clocks.wallUs() / 1_000_000);
            nextSteadyUs = clocks.steadyUs() + PERIOD.toNanos() / 1_000;
        }
    }

    /** Does so at that time. */
    void keep(long epochSecond) throws SQLException {
        for (HistoryTable table : HistoryTable.values()) {
            partitions.ensureAhead(table, epochSecond);
            int dropped = partitions.dropBefore(
                    table, epochSecond - settings.kept(table.resolution()).toSeconds());
            if (dropped > 0) {
                LOG.infof("%d partitions of %s were older than is kept, and are dropped", dropped, table);
            }
        }
    }
}
