package dev.braid.telemetry.history;

import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.Partitions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Makes the partitions of the time to come, and drops those in which all is older than it is kept. */
@ApplicationScoped
class Retention {
    static final String FAILURES = "braid.telemetry.history.retention.failures";

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Partitions partitions;
    private final Clocks clocks;
    private final HistorySettings settings;
    private final MeterRegistry meters;
    private long nextSteadyUs = Long.MIN_VALUE;

    Retention(Partitions partitions, Clocks clocks, HistorySettings settings, MeterRegistry meters) {
        this.partitions = partitions;
        this.clocks = clocks;
        this.settings = settings;
        this.meters = meters;
    }

    /** Does so, once a minute. A table that somebody reads meanwhile may have to wait for the next time. */
    void keep() {
        if (clocks.steadyUs() >= nextSteadyUs) {
            nextSteadyUs = clocks.steadyUs() + PERIOD.toNanos() / 1_000;
            for (HistoryTable table : HistoryTable.values()) {
                try {
                    keep(table, clocks.wallUs() / 1_000_000);
                } catch (SQLException e) {
                    LOG.warnf("The partitions of %s are looked after a minute later: %s", table, e.toString());
                    meters.counter(FAILURES, "table", table.name()).increment();
                }
            }
        }
    }

    private void keep(HistoryTable table, long epochSecond) throws SQLException {
        partitions.ensureAhead(table, epochSecond);
        int dropped = partitions.dropOld(table, epochSecond, settings.kept(table.resolution()));
        if (dropped > 0) {
            LOG.infof("%d partitions of %s were older than is kept, and are dropped", dropped, table);
        }
    }
}
