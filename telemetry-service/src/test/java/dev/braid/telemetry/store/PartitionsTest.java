package dev.braid.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class PartitionsTest {
    private static final String PARTITIONS = """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = '%s'::regclass order by 1""";

    @Inject
    HistoryDatabase database;

    @BeforeEach
    void awaitTables() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> query(PARTITIONS.formatted("link_hours")).size() >= 2);
    }

    @Test
    void theServiceMakesPartitionsAheadByItself() {
        // It looks once a minute, and a new partition may have begun since.
        await().atMost(Duration.ofSeconds(75)).untilAsserted(PartitionsTest::assertPartitionsOfNowAndNext);
    }

    private static void assertPartitionsOfNowAndNext() throws SQLException {
        long now = Instant.now().getEpochSecond();
        for (HistoryTable table : HistoryTable.values()) {
            assertPartitionsOfNowAndNext(table, now);
        }
    }

    private static void assertPartitionsOfNowAndNext(HistoryTable table, long now) throws SQLException {
        for (long second : List.of(now, now + table.partitionSeconds())) {
            String name = table.sqlName()
                    + DateTimeFormatter.ofPattern("_yyyyMMdd_HHmm")
                            .withZone(ZoneOffset.UTC)
                            .format(Instant.ofEpochSecond(table.partitionOf(second)));
            assertThat(query(PARTITIONS.formatted(table.sqlName()))).contains(name);
        }
    }

    @Test
    void manyReplicasMakeAndDropTheSamePartitionsAndNoneFails() throws Exception {
        // A time that no other test and no retention comes to.
        long start = HistoryTable.LINK_SECONDS.partitionOf(
                Instant.parse("2001-02-03T04:00:00Z").getEpochSecond());
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            seconds.add(start + i * HistoryTable.LINK_SECONDS.partitionSeconds());
        }
        together(5, () -> {
            new Partitions(database).ensure(HistoryTable.LINK_SECONDS, seconds);
            return 0;
        });
        assertThat(ofThatDay()).hasSize(6);

        int dropped = together(
                5,
                () -> new Partitions(database)
                        .dropOld(
                                HistoryTable.LINK_SECONDS,
                                start + 4 * HistoryTable.LINK_SECONDS.partitionSeconds(),
                                Duration.ZERO));
        assertThat(dropped).isEqualTo(4);
        assertThat(ofThatDay()).hasSize(2);
        new Partitions(database).dropOld(HistoryTable.LINK_SECONDS, start + 86_400, Duration.ZERO);
        assertThat(ofThatDay()).isEmpty();
    }

    @Test
    void whatIsNotMergedYetIsNotDropped() throws SQLException {
        long start = HistoryTable.LINK_HOURS.partitionOf(
                Instant.parse("2002-02-03T04:00:00Z").getEpochSecond());
        Partitions partitions = new Partitions(database);
        partitions.ensure(HistoryTable.LINK_MINUTES, Set.of(start));
        MergesDue due = new MergesDue();
        try (Connection ours = EmbeddedStack.connect(Database.TELEMETRY, Database.TELEMETRY.appRole())) {
            // The service merges what is due at once, so the mark is seen by nobody else, and taken back.
            ours.setAutoCommit(false);
            due.mark(ours, HistoryTable.LINK_HOURS, Set.of(start + 60));
            assertThat(count(
                            ours,
                            "select drop_partitions('link_minutes', to_timestamp(" + (start + 86_400)
                                    + "), interval '0', 'link_hours')"))
                    .isZero();
            ours.rollback();
        }
        assertThat(partitions.dropOld(HistoryTable.LINK_MINUTES, start + 86_400, Duration.ZERO))
                .isEqualTo(1);
    }

    @Test
    void aClockThatRunsAheadTakesNothingAway() throws SQLException {
        Partitions partitions = new Partitions(database);
        long now = Instant.now().getEpochSecond();
        partitions.ensureAhead(HistoryTable.LINK_SECONDS, now);
        partitions.dropOld(HistoryTable.LINK_SECONDS, now + 30 * 86_400, Duration.ofDays(1));
        assertPartitionsOfNowAndNext(HistoryTable.LINK_SECONDS, now);
    }

    @Test
    void theServiceRoleOwnsNothingAndReachesNoPartitionButThroughItsTable() throws SQLException {
        String role = Database.TELEMETRY.appRole();
        assertThat(query("select relname from pg_class where relowner = '" + role + "'::regrole"))
                .isEmpty();
        assertThat(query("select rolname from pg_roles where rolname = '" + role
                        + "' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)"))
                .isEmpty();
        String partition = query(PARTITIONS.formatted("link_seconds")).getFirst();
        for (String statement : List.of(
                "select * from " + partition,
                "drop table " + partition,
                "create table mine (id int)",
                "delete from link_seconds",
                "select make_partition('merges_due', now(), now() + interval '1 day')",
                "select make_partition('link_seconds', now(), now())",
                "select drop_partitions('merges_due', now(), interval '0', null)",
                "select drop_partitions('link_seconds', now(), interval '-1 day', null)",
                "select history_tables()")) {
            assertThatThrownBy(() -> {
                        try (Connection ours = EmbeddedStack.connect(Database.TELEMETRY, role);
                                Statement run = ours.createStatement()) {
                            run.execute(statement);
                        }
                    })
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching(
                            "(?s).*(permission denied|must be owner|There is no history table|What is kept).*");
        }
    }

    private static List<String> ofThatDay() throws SQLException {
        return query(PARTITIONS.formatted("link_seconds")).stream()
                .filter(name -> name.startsWith("link_seconds_20010203"))
                .toList();
    }

    private static int together(int threads, Callable<Integer> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            int sum = 0;
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            for (Future<Integer> each : pool.invokeAll(all)) {
                sum += each.get();
            }
            return sum;
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
