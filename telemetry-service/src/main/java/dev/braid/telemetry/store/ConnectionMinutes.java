package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.ConnectionSpan;
import dev.braid.telemetry.domain.JudgedMinute;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How the promises of connections were kept each minute: a row for each part of it, put together when they are read. */
@ApplicationScoped
public class ConnectionMinutes {
    private static final long US_PER_SECOND = Resolution.SECOND.lengthUs();
    private static final int ROWS_AT_ONCE = 5_000;

    /** Of one part the fuller row stays; another part stands beside it. */
    private static final String ADD = """
            insert into connection_minutes (tenant_id, connection_id, start_time, part, met_seconds, at_risk_seconds,
                broken_seconds, unknown_seconds, window_count, worst_jitter_us, loss_sum, latencies)
            select distinct on (tenant, connection, start, part) tenant, connection, to_timestamp(start), part, met, at_risk,
                broken, unknown, windows, jitter, loss, latencies
            from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::int[], ?::bigint[], ?::float8[], ?::bytea[])
                as minute (tenant, connection, start, part, seconds, met, at_risk, broken, unknown, windows, jitter, loss, latencies)
            order by tenant, connection, start, part, seconds desc, windows desc
            on conflict (tenant_id, connection_id, start_time, part) do update set
                met_seconds = excluded.met_seconds, at_risk_seconds = excluded.at_risk_seconds,
                broken_seconds = excluded.broken_seconds, unknown_seconds = excluded.unknown_seconds,
                window_count = excluded.window_count, worst_jitter_us = excluded.worst_jitter_us,
                loss_sum = excluded.loss_sum, latencies = excluded.latencies
            where excluded.window_count >= connection_minutes.window_count""";

    private static final String FIND = """
            select tenant_id, connection_id, extract(epoch from start_time)::bigint as start, met_seconds, at_risk_seconds,
                broken_seconds, unknown_seconds, window_count, worst_jitter_us, loss_sum, latencies
            from connection_minutes where start_time >= to_timestamp(?) and start_time < to_timestamp(?)""";

    private static final String OF_CONNECTION = FIND + " and connection_id = ? order by start_time";
    private static final String OF_ALL = FIND + " order by tenant_id, connection_id, start_time";

    private record Place(ConnectionKey key, long startSecond) {
        ConnectionSpan minute(List<JudgedMinute> parts) {
            return new ConnectionSpan(key, startSecond * US_PER_SECOND, JudgedMinute.sum(parts));
        }
    }

    /** Takes one minute of one connection at a time. */
    interface OfMinute {
        void take(ConnectionSpan minute) throws SQLException;
    }

    /** Writes down what this process judged; again is harmless. */
    public void add(Connection connection, List<JudgedRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            new Columns<>(statement, rows)
                    .add("text", row -> row.key().tenantId())
                    .add("text", row -> row.key().connectionId())
                    .add("bigint", row -> row.startUs() / US_PER_SECOND)
                    .add("uuid", JudgedRow::part)
                    .add("int4", row -> row.judged().secondCount())
                    .add("bigint", row -> row.judged().metMask())
                    .add("bigint", row -> row.judged().atRiskMask())
                    .add("bigint", row -> row.judged().brokenMask())
                    .add("bigint", row -> row.judged().unknownMask())
                    .add("int4", row -> row.judged().windowCount())
                    .add("bigint", row -> row.judged().worstJitterUs())
                    .add("float8", row -> row.judged().lossSum())
                    .addBytes(row -> row.judged().latencies().bytes());
            statement.executeUpdate();
        }
    }

    /** The minutes of one connection that start from one second until before the other, in order. */
    public List<ConnectionSpan> list(Connection connection, String connectionId, long fromSecond, long untilSecond)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_CONNECTION)) {
            statement.setLong(1, fromSecond);
            statement.setLong(2, untilSecond);
            statement.setString(3, connectionId);
            List<ConnectionSpan> minutes = new ArrayList<>();
            eachMinute(statement, minutes::add);
            return minutes;
        }
    }

    /** Hands on the minutes of all connections that start from one second until before the other, by connection. */
    void each(Connection connection, long fromSecond, long untilSecond, OfMinute each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_ALL)) {
            // An hour of all connections is more than this process should hold at once.
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setLong(1, fromSecond);
            statement.setLong(2, untilSecond);
            eachMinute(statement, each);
        }
    }

    private static void eachMinute(PreparedStatement statement, OfMinute each) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Place place = null;
            List<JudgedMinute> parts = new ArrayList<>();
            while (rows.next()) {
                Place next = new Place(
                        new ConnectionKey(rows.getString("tenant_id"), rows.getString("connection_id")),
                        rows.getLong("start"));
                if (place != null && !next.equals(place)) {
                    each.take(place.minute(parts));
                    parts.clear();
                }
                place = next;
                parts.add(judged(rows));
            }
            if (place != null) {
                each.take(place.minute(parts));
            }
        }
    }

    private static JudgedMinute judged(ResultSet row) throws SQLException {
        return new JudgedMinute(
                row.getLong("met_seconds"),
                row.getLong("at_risk_seconds"),
                row.getLong("broken_seconds"),
                row.getLong("unknown_seconds"),
                row.getInt("window_count"),
                row.getLong("worst_jitter_us"),
                row.getDouble("loss_sum"),
                LatencySketch.of(row.getBytes("latencies")));
    }
}
