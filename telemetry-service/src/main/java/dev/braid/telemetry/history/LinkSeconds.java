package dev.braid.telemetry.history;

import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.history.WaitingRows.Batch;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.LinkSpans;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Brings the seconds of links to the database, many in one statement, and each at least once. */
@ApplicationScoped
class LinkSeconds {
    private static final Logger LOG = Logger.getLogger(LinkSeconds.class);
    private static final int ROWS_AT_ONCE = 5_000;
    private static final String NO_PARTITION = "23514";

    private final LinkHistory history;
    private final HistoryDatabase database;
    private final Partitions partitions;
    private final LinkSpans spans;
    private final MergesDue due;
    private final Counter written;

    LinkSeconds(
            LinkHistory history,
            HistoryDatabase database,
            Partitions partitions,
            LinkSpans spans,
            MergesDue due,
            MeterRegistry meters) {
        this.history = history;
        this.database = database;
        this.partitions = partitions;
        this.spans = spans;
        this.due = due;
        this.written = meters.counter("braid.telemetry.history.written", "of", "links");
    }

    /** Writes all that waits; what is not written when it fails goes on waiting. */
    void write() throws SQLException {
        Batch<LinkSpan> batch = history.waiting().oldest(ROWS_AT_ONCE);
        while (!batch.rows().isEmpty()) {
            store(batch.rows());
            history.waiting().done(batch);
            batch = history.waiting().oldest(ROWS_AT_ONCE);
        }
    }

    private void store(List<LinkSpan> rows) throws SQLException {
        try {
            commit(rows);
            written.increment(rows.size());
        } catch (SQLException e) {
            if (NO_PARTITION.equals(e.getSQLState())) {
                partitions.forget();
            }
            if (!isOfTheRows(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                LOG.warnf("%s is not kept: %s", rows.getFirst(), e.toString());
                history.lose();
            } else {
                // One bad row must not keep the others from being kept.
                store(rows.subList(0, rows.size() / 2));
                store(rows.subList(rows.size() / 2, rows.size()));
            }
        }
    }

    private void commit(List<LinkSpan> rows) throws SQLException {
        Set<Long> starts = rows.stream()
                .map(span -> span.startUs() / Resolution.SECOND.lengthUs())
                .collect(Collectors.toSet());
        partitions.ensure(HistoryTable.LINK_SECONDS, starts);
        database.run(new TenantScope.All(), connection -> {
            due.mark(connection, HistoryTable.LINK_MINUTES, starts);
            spans.add(connection, HistoryTable.LINK_SECONDS, rows);
            return rows.size();
        });
    }

    /** Data that the database will never take, by the class of its answer; all else may be better later. */
    private static boolean isOfTheRows(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
