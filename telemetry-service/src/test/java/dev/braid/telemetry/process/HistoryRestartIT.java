package dev.braid.telemetry.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Probe;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HistoryRestartIT {
    private static final List<String> LINKS =
            IntStream.range(0, 6).mapToObj(i -> "taken-over-" + i).toList();

    /** What was published and not written yet goes with the process that is killed. */
    private static final long MOST_MISSING_SECONDS = 1;

    @BeforeAll
    static void start() {
        new EmbeddedStack().start();
    }

    @Test
    void aReplicaThatIsKilledLeavesNoGapAndNothingTwice() throws Exception {
        try (Broker broker = new Broker();
                Probe probe = new Probe(broker, "atlas");
                Replica first = new Replica("history-first");
                Replica second = new Replica("history-second")) {
            LINKS.forEach(linkId -> {
                broker.link(linkId, "atlas", 1_000);
                probe.latency(linkId, 5_000);
            });
            awaitSeconds(Instant.now().getEpochSecond() + 12);
            assertThat(first.metric("braid_telemetry_history_written_total")).isPositive();
            assertThat(second.metric("braid_telemetry_history_written_total")).isPositive();

            first.kill();
            awaitSeconds(Instant.now().getEpochSecond() + 15);
            for (String linkId : LINKS) {
                TreeMap<Long, Long> samples = samplesBySecond(linkId);
                long span = samples.lastKey() - samples.firstKey() + 1;
                assertThat(span - samples.size())
                        .as("seconds missing of %s: %s", linkId, samples)
                        .isLessThanOrEqualTo(MOST_MISSING_SECONDS);
                // Five samples a second, and nothing of the two replicas added up; the ends may be cut.
                for (Map.Entry<Long, Long> each : samples.subMap(samples.firstKey() + 1, samples.lastKey())
                        .entrySet()) {
                    assertThat(each.getValue())
                            .as("%s at %d", linkId, each.getKey())
                            .isBetween(3L, 7L);
                }
            }
        }
    }

    private static void awaitSeconds(long last) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> LINKS.stream().allMatch(linkId -> lastSecond(linkId) >= last));
    }

    private static long lastSecond(String linkId) {
        try {
            return samplesBySecond(linkId).lastKey();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static TreeMap<Long, Long> samplesBySecond(String linkId) throws SQLException {
        TreeMap<Long, Long> samples = new TreeMap<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select extract(epoch from start_time)::bigint, sample_count"
                        + " from link_seconds where link_id = '" + linkId + "'")) {
            while (rows.next()) {
                samples.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return samples;
    }
}
