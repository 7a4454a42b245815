package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What links measured, a row for each link and span. */
@ApplicationScoped
public class LinkSpans {
    private static final long US_PER_SECOND = 1_000_000;
    private static final int ROWS_AT_ONCE = 5_000;

    /**
     * Of two rows for one span that with more samples stays. A replica that took over a link within a second, or that
     * merged before all was there, saw a part of what the other saw: parts are never added up, so nothing is doubled.
     */
    private static final String ADD = """
            insert into %1$s (link_id, start_time, sample_count, window_count, down_count, jitter_sum_us, loss_sum, latencies)
            select distinct on (link_id, start) link_id, to_timestamp(start), samples, windows, downs, jitter, loss, latencies
            from unnest(?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::float8[], ?::bytea[])
                as span (link_id, start, samples, windows, downs, jitter, loss, latencies)
            order by link_id, start, samples desc
            on conflict (link_id, start_time) do update set
                sample_count = excluded.sample_count, window_count = excluded.window_count, down_count = excluded.down_count,
                jitter_sum_us = excluded.jitter_sum_us, loss_sum = excluded.loss_sum, latencies = excluded.latencies
            where excluded.sample_count > %1$s.sample_count""";

    private static final String COLUMNS = """
            select link_id, extract(epoch from start_time)::bigint as start, sample_count, window_count, down_count,
                jitter_sum_us, loss_sum, latencies
            from %s where start_time >= to_timestamp(?) and start_time < to_timestamp(?)""";

    private static final String OF_LINK = COLUMNS + " and link_id = ? order by start_time limit ?";

    /** Takes all spans of one link at a time. */
    public interface OfLink {
        /** Takes them. */
        void take(String linkId, List<LinkTotals> spans) throws SQLException;
    }

    /** Writes the spans down, in one statement; again is harmless. */
    public void add(Connection connection, HistoryTable table, List<LinkSpan> spans) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD.formatted(table.sqlName()))) {
            new Columns<>(statement, spans)
                    .add("text", LinkSpan::linkId)
                    .add("bigint", span -> span.startUs() / US_PER_SECOND)
                    .add("bigint", span -> span.totals().sampleCount())
                    .add("int4", span -> span.totals().windowCount())
                    .add("int4", span -> span.totals().downCount())
                    .add("bigint", span -> span.totals().jitterSumUs())
                    .add("float8", span -> span.totals().lossSum())
                    .addBytes(span -> span.totals().latencies().bytes());
            statement.executeUpdate();
        }
    }

    /** Writes the coarser spans that start at the second, of all links, each merged from the finer ones there are. */
    public void merge(Connection connection, HistoryTable coarser, HistoryTable finer, long epochSecond)
            throws SQLException {
        long endSecond = epochSecond + coarser.resolution().lengthUs() / US_PER_SECOND;
        List<LinkSpan> merged = new ArrayList<>();
        eachLink(connection, finer, epochSecond, endSecond, (linkId, parts) -> {
            merged.add(new LinkSpan(linkId, epochSecond * US_PER_SECOND, LinkTotals.sum(parts)));
            if (merged.size() == ROWS_AT_ONCE) {
                add(connection, coarser, merged);
                merged.clear();
            }
        });
        add(connection, coarser, merged);
    }

    /** Hands on the spans of each link that start from one second until before the other, one link after the other. */
    public void eachLink(Connection connection, HistoryTable table, long fromSecond, long untilSecond, OfLink each)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS.formatted(table.sqlName()) + " order by link_id")) {
            // An hour of all links is more than this process should hold at once.
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setLong(1, fromSecond);
            statement.setLong(2, untilSecond);
            try (ResultSet rows = statement.executeQuery()) {
                String linkId = null;
                List<LinkTotals> parts = new ArrayList<>();
                while (rows.next()) {
                    LinkSpan span = span(rows);
                    if (linkId != null && !span.linkId().equals(linkId)) {
                        each.take(linkId, parts);
                        parts = new ArrayList<>();
                    }
                    linkId = span.linkId();
                    parts.add(span.totals());
                }
                if (linkId != null) {
                    each.take(linkId, parts);
                }
            }
        }
    }

    /** The spans of one link that start from one second until before the other, in order, at most so many. */
    public List<LinkSpan> list(
            Connection connection, HistoryTable table, String linkId, long fromSecond, long untilSecond, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_LINK.formatted(table.sqlName()))) {
            statement.setLong(1, fromSecond);
            statement.setLong(2, untilSecond);
            statement.setString(3, linkId);
            statement.setInt(4, limit);
            List<LinkSpan> spans = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    spans.add(span(rows));
                }
            }
            return spans;
        }
    }

    private static LinkSpan span(ResultSet row) throws SQLException {
        return new LinkSpan(
                row.getString("link_id"),
                row.getLong("start") * US_PER_SECOND,
                new LinkTotals(
                        row.getLong("sample_count"),
                        row.getInt("window_count"),
                        row.getInt("down_count"),
                        row.getLong("jitter_sum_us"),
                        row.getDouble("loss_sum"),
                        LatencySketch.of(row.getBytes("latencies"))));
    }
}
