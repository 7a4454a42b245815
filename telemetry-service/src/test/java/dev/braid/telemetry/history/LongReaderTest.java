package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.store.ConnectionHours;
import dev.braid.telemetry.store.ConnectionMinutes;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.LinkSpans;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody reads a table for as long as they like, while an old partition of it is due to be dropped. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class LongReaderTest {
    /** Long before anything that is kept. */
    private static final long OLD = Instant.parse("2003-02-03T04:00:00Z").getEpochSecond();

    @Inject
    HistoryDatabase database;

    @Inject
    HistorySettings settings;

    @Inject
    Partitions partitions;

    @Inject
    LinkSpans spans;

    @Inject
    ConnectionMinutes minutes;

    @Inject
    ConnectionHours hours;

    @Inject
    MergesDue due;

    @Inject
    Clocks clocks;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void rowsAreWrittenWhileSomebodyReadsWhatIsToBeDropped() throws SQLException {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> !hasOld());
        LinkHistory history = new LinkHistory(settings, database, meters);
        HistoryWriter writer = writer(history);
        long second = Instant.now().getEpochSecond() - 30;
        partitions.ensure(HistoryTable.LINK_SECONDS, Set.of(OLD, second));
        try (Connection reader = EmbeddedStack.connectAsAdmin(Database.TELEMETRY)) {
            reader.setAutoCommit(false);
            count(reader, "select count(*) from link_seconds");
            for (int i = 1; i <= 2; i++) {
                history.add(List.of(new LinkSpan(
                        "read-a", (second + i) * 1_000_000, new LinkTotals(1, 1, 0, 0, 0, LatencySketch.of(1_000)))));
                writer.pass();
                assertThat(rows()).isEqualTo(i);
            }
            assertThat(hasOld()).isTrue();
            // Once, not once a round.
            assertThat(meters.get(Retention.FAILURES)
                            .tag("table", HistoryTable.LINK_SECONDS.name())
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        // The service's own thread may be at it.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            new Retention(partitions, clocks, settings, meters).keep();
            return !hasOld();
        });
    }

    private HistoryWriter writer(LinkHistory links) {
        Feeds feeds = new Feeds(
                links,
                new ConnectionHistory(settings, database, meters),
                database,
                partitions,
                spans,
                minutes,
                due,
                meters);
        Merges merges = new Merges(database, partitions, spans, hours, due, clocks, settings);
        return new HistoryWriter(
                database, feeds, merges, new Retention(partitions, clocks, settings, meters), settings);
    }

    private static long rows() throws SQLException {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY)) {
            return count(connection, "select count(*) from link_seconds where link_id = 'read-a'");
        }
    }

    private static boolean hasOld() throws SQLException {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY)) {
            return count(
                            connection,
                            "select count(*) from pg_inherits where inhparent = 'link_seconds'::regclass"
                                    + " and inhrelid::regclass::text like 'link_seconds_2003%'")
                    == 1;
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
