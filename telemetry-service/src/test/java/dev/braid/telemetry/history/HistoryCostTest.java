package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.Resolution;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What 1,300 links cost the thread that writes the history, and the database; prints it. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class HistoryCostTest {
    private static final int LINKS = 1_300;
    private static final int SECONDS = 20;

    @Inject
    LinkHistory history;

    @Test
    void thirteenHundredLinksCostLittleOfACore() throws SQLException {
        long minute = Instant.now().getEpochSecond() / 60 * 60 - 3_000;
        Random random = new Random(1);
        second(random, minute - 60);
        awaitRows("link_minutes", minute - 60, LINKS);
        Duration threadBefore = threadTime();
        Duration serverBefore = serverTime();
        for (int second = 0; second < SECONDS; second++) {
            second(random, minute + second);
            // One statement for each second, as it is when seconds come one after the other.
            awaitRows("link_seconds", minute + second, LINKS);
        }
        awaitRows("link_minutes", minute, LINKS);
        double thread = threadTime().minus(threadBefore).toMillis() / (1_000.0 * SECONDS);
        double server = serverTime().minus(serverBefore).toMillis() / (1_000.0 * SECONDS);
        System.out.printf(
                "%,d links each second: the writer takes %.1f %% of a core, its connections to the database %.1f %%; %s%n",
                LINKS, 100 * thread, 100 * server, size(minute));
        assertThat(thread).isLessThan(0.2);
    }

    private void second(Random random, long second) {
        List<LinkSpan> rows = new ArrayList<>();
        for (int link = 0; link < LINKS; link++) {
            long[] latenciesUs = random.longs(5, 20_000, 22_000).toArray();
            rows.add(new LinkSpan(
                    "cost-of-carrier-%04d".formatted(link),
                    second * Resolution.SECOND.lengthUs(),
                    new LinkTotals(5, 1, 0, 250, 0, LatencySketch.of(latenciesUs))));
        }
        history.add(rows);
    }

    private static Duration threadTime() {
        var threads = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("history"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum());
    }

    private static Duration serverTime() throws SQLException {
        List<Long> pids =
                query("select pid from pg_stat_activity where usename = '" + Database.TELEMETRY.appRole() + "'");
        return pids.stream()
                .map(pid -> ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String size(long minute) throws SQLException {
        long bytes = query("select sum(pg_total_relation_size(inhrelid))::bigint from pg_inherits"
                        + " where inhparent = 'link_seconds'::regclass")
                .getFirst();
        long rows = query("select count(*) from link_seconds").getFirst();
        return "%d bytes a second of a link, since %s"
                .formatted(bytes / Math.max(1, rows), Instant.ofEpochSecond(minute));
    }

    private static void awaitRows(String table, long second, int rows) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> query("select count(*) from " + table + " where start_time = to_timestamp(" + second
                                        + ") and link_id like 'cost-of-%'")
                                .getFirst()
                        == rows);
    }

    private static List<Long> query(String sql) throws SQLException {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
            return values;
        }
    }
}
