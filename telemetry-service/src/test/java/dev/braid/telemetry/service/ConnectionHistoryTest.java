package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.ConnectionHistoryPoint;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.HistoryResolution;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.JudgedMinute;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.history.ConnectionHistoryRows;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectionHistoryTest extends ServiceTest {
    private static final HistoryResolution MINUTE = HistoryResolution.HISTORY_RESOLUTION_MINUTE;
    private static final HistoryResolution HOUR = HistoryResolution.HISTORY_RESOLUTION_HOUR;

    @Inject
    ConnectionHistoryRows rows;

    private final long now = Instant.now().getEpochSecond();
    private final long hour = now / 3_600 * 3_600 - 7_200;

    @Test
    void whatIsJudgedEachSecondIsKeptEachMinute() {
        broker.link("kept-path-a", "atlas", 1_000);
        broker.link("kept-path-b", "atlas", 2_000);
        broker.path("keeper.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "kept-path-a", "kept-path-b"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("kept-path-a", 3_000);
            probe.latency("kept-path-b", 4_000);
            awaitState("keeper.one.1", HealthState.HEALTH_STATE_MET);
            probe.cut("kept-path-b");
            awaitState("keeper.one.1", HealthState.HEALTH_STATE_BROKEN);
            eventually(() -> sum("keeper", "keeper.one.1", ConnectionHistoryPoint::getBrokenSeconds) >= 3);
        }
        QueryConnectionHistoryResponse chart = ask("keeper", "keeper.one.1", now - 60, now + 55, MINUTE, 0);
        assertThat(chart.getPointsCount()).isBetween(1, 2);
        // The path may have been heard of in one minute and judged in the next.
        ConnectionHistoryPoint first = chart.getPointsList().stream()
                .filter(point -> point.getMetSeconds() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(first.getStartTime().getSeconds() % 60).isZero();
        assertThat(first.getLatencyP95Us()).isBetween(6_965L, 7_035L);
        assertThat(first.getWorstJitterUs()).isEqualTo(100);
        assertThat(first.getMetSeconds() + first.getAtRiskSeconds() + first.getBrokenSeconds())
                .isLessThanOrEqualTo(60);
        assertThat(chart.getPoints(chart.getPointsCount() - 1).getLossRatio()).isPositive();
    }

    @Test
    void minutesOfTwoReplicasAreOneAndHoursAreMergedFromThem() {
        ConnectionKey key = new ConnectionKey("halves", "halves.one.1");
        rows.add(key, hour, judged(0x3fff_ffffL, 30, 5_000));
        rows.add(key, hour, judged(0x3fffL << 28, 14, 8_000));
        rows.add(key, hour + 60, judged(1, 1, 6_000));
        eventually(() ->
                ask("halves", key.connectionId(), hour, hour + 3_600, HOUR, 0).getPointsCount() == 1);
        ConnectionHistoryPoint merged =
                ask("halves", key.connectionId(), hour, hour + 3_600, HOUR, 0).getPoints(0);
        eventually(() -> ask("halves", key.connectionId(), hour, hour + 3_600, HOUR, 0)
                        .getPoints(0)
                        .getWindowCount()
                == 45);
        List<ConnectionHistoryPoint> minutes =
                ask("halves", key.connectionId(), hour, hour + 3_600, MINUTE, 0).getPointsList();
        assertThat(minutes).extracting(ConnectionHistoryPoint::getMetSeconds).containsExactly(42, 1);
        assertThat(minutes.getFirst().getLatencyP95Us()).isBetween(7_968L, 8_032L);
        assertThat(merged.getLatencyP50Us()).isBetween(4_980L, 5_020L);
    }

    @Test
    void aTenantSeesNoOtherTenantsHistory() throws SQLException {
        rows.add(new ConnectionKey("mine", "mine.one.1"), hour, judged(1, 1, 5_000));
        eventually(() -> ask("mine", "mine.one.1", hour, hour + 60, MINUTE, 0).getPointsCount() == 1);
        eventually(() -> ask("mine", "mine.one.1", hour, hour + 3_600, HOUR, 0).getPointsCount() == 1);

        assertRefused(Status.Code.NOT_FOUND, () -> ask("theirs", "mine.one.1", hour, hour + 60, MINUTE, 0));
        assertRefused(Status.Code.NOT_FOUND, () -> ask("theirs", "nobody.one.1", hour, hour + 60, MINUTE, 0));
        assertThat(calls.connectionHistory(Tokens.operator(), request("mine.one.1", hour, hour + 60))
                        .getPointsCount())
                .isEqualTo(1);
        // Nor does the service itself, unless it says whose.
        try (Connection connection = EmbeddedStack.connect(Database.TELEMETRY, Database.TELEMETRY.appRole())) {
            connection.setAutoCommit(false);
            for (String table : List.of("connection_minutes", "connection_hours")) {
                assertThat(count(connection, table)).isZero();
                use(connection, "theirs");
                assertThat(count(connection, table)).isZero();
                use(connection, "mine");
                assertThat(count(connection, table)).isEqualTo(1);
                use(connection, "");
            }
        }
    }

    @Test
    void everyTableOfTenantsForcesItsPolicyAndEveryPartitionIsShut() throws SQLException {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet open = statement.executeQuery("""
                        select c.relname from pg_class c
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
                          and not (c.relrowsecurity and c.relforcerowsecurity)""")) {
            assertThat(open.next()).isFalse();
        }
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet policies = statement.executeQuery("select count(*) from pg_policies where cmd = 'ALL'"
                        + " and qual like '%app.tenant%' and with_check like '%app.tenant%'")) {
            policies.next();
            assertThat(policies.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void requestsWithoutSenseAreRefused() {
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> ask("mine", "", now - 60, now, MINUTE, 0));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> ask("mine", "mine.one.1", now, now - 60, MINUTE, 0));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> ask("mine", "mine.one.1", now + 60, now + 61, MINUTE, 0));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> ask("mine", "mine.one.1", now - 600, now, MINUTE, 9));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> ask("mine", "mine.one.1", now - 60, now, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0));
        assertRefused(
                Status.Code.PERMISSION_DENIED,
                () -> calls.connectionHistory(Tokens.provider("atlas"), request("mine.one.1", now - 60, now)));
        assertRefused(
                Status.Code.UNAUTHENTICATED, () -> calls.connectionHistory("", request("mine.one.1", now - 60, now)));
    }

    private int sum(String tenant, String connectionId, ToIntFunction<ConnectionHistoryPoint> value) {
        return ask(tenant, connectionId, now - 60, now + 55, MINUTE, 0).getPointsList().stream()
                .mapToInt(value)
                .sum();
    }

    private static JudgedMinute judged(long metMask, int windows, long latencyUs) {
        return new JudgedMinute(
                metMask, 0, 0, 0, windows, 0, 0, LatencySketch.of(new long[] {latencyUs}, new long[] {windows}));
    }

    private QueryConnectionHistoryResponse ask(
            String tenant, String connectionId, long start, long end, HistoryResolution resolution, int maxPoints) {
        return calls.connectionHistory(
                Tokens.viewer(tenant),
                request(connectionId, start, end).toBuilder()
                        .setResolution(resolution)
                        .setMaxPoints(maxPoints)
                        .build());
    }

    private static QueryConnectionHistoryRequest request(String connectionId, long start, long end) {
        return QueryConnectionHistoryRequest.newBuilder()
                .setConnectionId(connectionId)
                .setStartTime(Timestamps.fromSeconds(start))
                .setEndTime(Timestamps.fromSeconds(end))
                .build();
    }

    private static void use(Connection connection, String tenantId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant', '" + tenantId + "', true)");
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
