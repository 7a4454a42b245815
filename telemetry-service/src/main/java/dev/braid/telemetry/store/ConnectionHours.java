package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.ConnectionSpan;
import dev.braid.telemetry.domain.ConnectionTotals;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How the promises of connections were kept each hour, merged from the minutes. */
@ApplicationScoped
public class ConnectionHours {
    private static final long US_PER_SECOND = Resolution.SECOND.lengthUs();
    private static final int ROWS_AT_ONCE = 5_000;

    /** Minutes are only added, and never taken away: what was merged from more of them stays. */
    private static final String ADD = """
            insert into connection_hours (tenant_id, connection_id, start_time, met_seconds, at_risk_seconds, broken_seconds,
                unknown_seconds, window_count, worst_jitter_us, loss_sum, latencies)
            select tenant, connection, to_timestamp(start), met, at_risk, broken, unknown, windows, jitter, loss, latencies
            from unnest(?::text[], ?::text[], ?::bigint[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::bigint[],
                    ?::float8[], ?::bytea[])
                as hour (tenant, connection, start, met, at_risk, broken, unknown, windows, jitter, loss, latencies)
            order by tenant, connection
            on conflict (tenant_id, connection_id, start_time) do update set
                met_seconds = excluded.met_seconds, at_risk_seconds = excluded.at_risk_seconds,
                broken_seconds = excluded.broken_seconds, unknown_seconds = excluded.unknown_seconds,
                window_count = excluded.window_count, worst_jitter_us = excluded.worst_jitter_us,
                loss_sum = excluded.loss_sum, latencies = excluded.latencies
            where excluded.window_count >= connection_hours.window_count""";

    private static final String OF_CONNECTION = """
            select tenant_id, extract(epoch from start_time)::bigint as start, met_seconds, at_risk_seconds, broken_seconds,
                unknown_seconds, window_count, worst_jitter_us, loss_sum, latencies
            from connection_hours where start_time >= to_timestamp(?) and start_time < to_timestamp(?) and connection_id = ?
            order by start_time""";

    private final ConnectionMinutes minutes;

    ConnectionHours(ConnectionMinutes minutes) {
        this.minutes = minutes;
    }

    /** Writes the hours that start at the second, of all connections, each merged from the minutes there are. */
    public void merge(Connection connection, long epochSecond) throws SQLException {
        long startUs = epochSecond * US_PER_SECOND;
        long endSecond = epochSecond + Resolution.HOUR.lengthUs() / US_PER_SECOND;
        List<ConnectionSpan> hours = new ArrayList<>();
        List<ConnectionSpan> parts = new ArrayList<>();
        minutes.each(connection, epochSecond, endSecond, minute -> {
            if (!parts.isEmpty() && !parts.getFirst().key().equals(minute.key())) {
                hours.add(merged(parts, startUs));
                parts.clear();
            }
            parts.add(minute);
            if (hours.size() == ROWS_AT_ONCE) {
                add(connection, hours);
                hours.clear();
            }
        });
        if (!parts.isEmpty()) {
            hours.add(merged(parts, startUs));
        }
        add(connection, hours);
    }

    private static ConnectionSpan merged(List<ConnectionSpan> minutes, long startUs) {
        return new ConnectionSpan(
                minutes.getFirst().key(),
                startUs,
                ConnectionTotals.sum(
                        minutes.stream().map(ConnectionSpan::totals).toList()));
    }

    private static void add(Connection connection, List<ConnectionSpan> hours) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            new Columns<>(statement, hours)
                    .add("text", hour -> hour.key().tenantId())
                    .add("text", hour -> hour.key().connectionId())
                    .add("bigint", hour -> hour.startUs() / US_PER_SECOND)
                    .add("int4", hour -> hour.totals().metSeconds())
                    .add("int4", hour -> hour.totals().atRiskSeconds())
                    .add("int4", hour -> hour.totals().brokenSeconds())
                    .add("int4", hour -> hour.totals().unknownSeconds())
                    .add("int4", hour -> hour.totals().windowCount())
                    .add("bigint", hour -> hour.totals().worstJitterUs())
                    .add("float8", hour -> hour.totals().lossSum())
                    .addBytes(hour -> hour.totals().latencies().bytes());
            statement.executeUpdate();
        }
    }

    /** The hours of one connection that start from one second until before the other, in order. */
    public List<ConnectionSpan> list(Connection connection, String connectionId, long fromSecond, long untilSecond)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_CONNECTION)) {
            statement.setLong(1, fromSecond);
            statement.setLong(2, untilSecond);
            statement.setString(3, connectionId);
            List<ConnectionSpan> spans = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    spans.add(new ConnectionSpan(
                            new ConnectionKey(rows.getString("tenant_id"), connectionId),
                            rows.getLong("start") * US_PER_SECOND,
                            totals(rows)));
                }
            }
            return spans;
        }
    }

    private static ConnectionTotals totals(ResultSet row) throws SQLException {
        return new ConnectionTotals(
                row.getInt("met_seconds"),
                row.getInt("at_risk_seconds"),
                row.getInt("broken_seconds"),
                row.getInt("unknown_seconds"),
                row.getInt("window_count"),
                row.getLong("worst_jitter_us"),
                row.getDouble("loss_sum"),
                LatencySketch.of(row.getBytes("latencies")));
    }
}
