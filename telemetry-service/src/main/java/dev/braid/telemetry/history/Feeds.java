package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.store.ConnectionMinutes;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.JudgedRow;
import dev.braid.telemetry.store.LinkSpans;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What is written as it is measured; all coarser rows are merged from it. */
@ApplicationScoped
class Feeds {
    private static final long US_PER_SECOND = Resolution.SECOND.lengthUs();

    private final Feed<LinkSpan> links;
    private final Feed<JudgedRow> connections;

    Feeds(
            LinkHistory linkHistory,
            ConnectionHistory connectionHistory,
            HistoryDatabase database,
            Partitions partitions,
            LinkSpans spans,
            ConnectionMinutes minutes,
            MergesDue due,
            MeterRegistry meters) {
        this.links = new Feed<>(
                HistoryTable.LINK_SECONDS,
                linkHistory.waiting(),
                span -> span.startUs() / US_PER_SECOND,
                (connection, rows) -> spans.add(connection, HistoryTable.LINK_SECONDS, rows),
                database,
                partitions,
                due,
                meters,
                LinkHistory.TAG);
        this.connections = new Feed<>(
                HistoryTable.CONNECTION_MINUTES,
                connectionHistory.waiting(),
                row -> row.startUs() / US_PER_SECOND,
                minutes::add,
                database,
                partitions,
                due,
                meters,
                ConnectionHistory.TAG);
    }

    /** Writes all that waits. */
    void write() throws SQLException {
        links.write();
        connections.write();
    }
}
