package dev.braid.intent.support;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables of months that are long over, as if the service had been there then. */
public final class Books {
    public static final long PRICE = 3_600_000_000L;

    private Books() {}

    /** The intents of the tenant are old, and so is the accounting. */
    public static void backdate(String tenantId) {
        execute("update intents set create_time = '2023-01-01' where tenant_id = '%s'".formatted(tenantId));
        execute("update sla_accounting set start_time = '2024-01-15'");
        execute("delete from sla_closed_months");
    }

    /** Use at {@link #PRICE} an hour of the plan of that revision; open where it has no end. */
    public static void use(String connectionId, int number, long sequence, Instant start, Instant end, long revision) {
        String tenantId = connectionId.substring(0, connectionId.indexOf('.'));
        String ended = end == null
                ? "null, null, null"
                : "%d, '%s', %d"
                        .formatted(sequence + 1, end, (end.getEpochSecond() - start.getEpochSecond()) * 1_000_000);
        execute(
                "insert into usage_intervals (tenant_id, connection_id, number, start_sequence, start_time, bandwidth_bps,"
                        + " price_micros_per_hour, currency_code, end_sequence, end_time, amount_micros, revision, generation)"
                        + " values ('%s', '%s', %d, %d, '%s', 1000, %d, 'EUR', %s, %d, 1)"
                                .formatted(tenantId, connectionId, number, sequence, start, PRICE, ended, revision));
    }

    public static void judged(String connectionId, long revision, Instant start, Instant end, String health) {
        String tenantId = connectionId.substring(0, connectionId.indexOf('.'));
        execute("insert into health_spans values ('%s', '%s', %d, '%s', '%s', '%s', '%s', 30000)"
                .formatted(
                        tenantId,
                        connectionId,
                        revision,
                        start,
                        end,
                        health,
                        health.equals("BROKEN") ? "LATENCY" : "-"));
    }

    public static void execute(String sql) {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of what is found. */
    public static List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
