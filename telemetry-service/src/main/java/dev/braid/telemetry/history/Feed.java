package dev.braid.telemetry.history;

import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Brings the rows of one table to the database, many in one statement, and each at least once. */
final class Feed<T> {
    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final int ROWS_AT_ONCE = 5_000;
    private static final String NO_PARTITION = "23514";

    private final HistoryTable table;
    private final WaitingRows<T> waiting;
    private final ToLongFunction<T> startSecond;
    private final Statement<T> statement;
    private final HistoryDatabase database;
    private final Partitions partitions;
    private final MergesDue due;
    private final Counter written;
    private final Counter lost;

    /** Adds rows to the table; adding them again is harmless. */
    interface Statement<T> {
        void add(Connection connection, List<T> rows) throws SQLException;
    }

    /** @param startSecond where the span of a row starts */
    Feed(
            HistoryTable table,
            WaitingRows<T> waiting,
            ToLongFunction<T> startSecond,
            Statement<T> statement,
            HistoryDatabase database,
            Partitions partitions,
            MergesDue due,
            MeterRegistry meters,
            String of) {
        this.table = table;
        this.waiting = waiting;
        this.startSecond = startSecond;
        this.statement = statement;
        this.database = database;
        this.partitions = partitions;
        this.due = due;
        this.written = meters.counter("braid.telemetry.history.written", "of", of);
        this.lost = meters.counter("braid.telemetry.history.lost", "of", of);
    }

    /** Writes all that waits; what is not written when it fails goes on waiting. */
    void write() throws SQLException {
        List<T> batch = waiting.oldest(ROWS_AT_ONCE);
        while (!batch.isEmpty()) {
            store(batch);
            waiting.done(batch);
            batch = waiting.oldest(ROWS_AT_ONCE);
        }
    }

    private void store(List<T> rows) throws SQLException {
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
                lost.increment();
            } else {
                // One bad row must not keep the others from being kept.
                store(rows.subList(0, rows.size() / 2));
                store(rows.subList(rows.size() / 2, rows.size()));
            }
        }
    }

    private void commit(List<T> rows) throws SQLException {
        Set<Long> starts = rows.stream().map(startSecond::applyAsLong).collect(Collectors.toSet());
        partitions.ensure(table, starts);
        database.run(new TenantScope.All(), connection -> {
            due.mark(connection, table.coarser().orElseThrow(), starts);
            statement.add(connection, rows);
            return rows.size();
        });
    }

    /** Data that the database will never take, by the class of its answer; all else may be better later. */
    private static boolean isOfTheRows(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
