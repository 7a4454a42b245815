package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.history.LinkHistory;
import dev.braid.telemetry.support.OwnPostgres;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The database is away at the start, comes, hangs, dies, and comes again; windows and health notice nothing of it. */
@QuarkusTest
@WithTestResource(OwnPostgres.class)
class HistoryOutageTest extends ServiceTest {
    private static final String LINK = "outage-a";

    @Inject
    LinkHistory history;

    @Test
    void windowsAndHealthGoOnWithoutADatabaseAndItsHistoryHasNoGapAfterwards() throws Exception {
        double lostBefore = lost();
        broker.link(LINK, "atlas", 1_000);
        broker.path("outage.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, LINK));
        try (Probe probe = new Probe(broker, "atlas");
                Tail metrics = new Tail(Topic.LINK_METRICS)) {
            probe.latency(LINK, 3_000);
            List<Long> published;
            // There was never one yet: no table exists.
            eventually(() -> last("outage.one.1") == HealthState.HEALTH_STATE_MET);
            awaitWindows(metrics, 3);
            assertReady();
            assertThat(lost()).isEqualTo(lostBefore);

            try (EmbeddedPostgres first = OwnPostgres.open()) {
                published = awaitWindows(metrics, 5);
                eventually(() -> kept(first).containsAll(published));

                // It hangs: whoever asks it something waits.
                signal(first.process(), "STOP");
                try {
                    probe.latency(LINK, 20_000);
                    eventually(() -> last("outage.one.1") == HealthState.HEALTH_STATE_BROKEN);
                    awaitWindows(metrics, 3);
                    assertReady();
                } finally {
                    signal(first.process(), "CONT");
                }
                List<Long> hung = published(metrics);
                eventually(() -> kept(first).containsAll(hung));
            }

            // It is gone.
            probe.latency(LINK, 3_000);
            eventually(() -> last("outage.one.1") == HealthState.HEALTH_STATE_MET);
            awaitWindows(metrics, 3);
            assertReady();

            try (EmbeddedPostgres second = OwnPostgres.open()) {
                List<Long> all = awaitWindows(metrics, 2);
                eventually(() -> kept(second).containsAll(all));
                assertThat(lost()).isEqualTo(lostBefore);
                assertNoGap(kept(second));
            }
        }
    }

    @Test
    void whatWaitsForADatabaseIsBoundedAndTheOldestIsLostAndCounted() throws Exception {
        double before = lost();
        long start = Instant.now().getEpochSecond() - 3_000;
        for (int i = 0; i < 1_500; i++) {
            history.add(List.of(new LinkSpan(
                    "full-a", (start + i) * 1_000_000, new LinkTotals(1, 1, 0, 0, 0, LatencySketch.of(1_000)))));
        }
        assertThat(lost() - before).isGreaterThanOrEqualTo(500);
        assertReady();
        try (EmbeddedPostgres postgres = OwnPostgres.open()) {
            eventually(() -> kept(postgres, "full-a").contains(start + 1_499));
            assertThat(kept(postgres, "full-a"))
                    .doesNotContain(start, start + 499)
                    .contains(start + 600);
        }
    }

    private double lost() {
        return meters.get("braid.telemetry.history.lost")
                .tag("of", "links")
                .counter()
                .count();
    }

    private HealthState last(String connectionId) {
        return healthOf(connectionId).getLast().getState();
    }

    /** The starts of all windows published until so many more are, in seconds. */
    private List<Long> awaitWindows(Tail metrics, int more) {
        int before = published(metrics).size();
        eventually(() -> published(metrics).size() >= before + more);
        return published(metrics);
    }

    private static List<Long> published(Tail metrics) {
        return metrics.seen(event -> LINK.equals(event.key())).stream()
                .map(event -> {
                    try {
                        return LinkMetrics.parseFrom(event.value())
                                .getWindowStartTime()
                                .getSeconds();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static List<Long> kept(EmbeddedPostgres postgres) throws SQLException {
        return kept(postgres, LINK);
    }

    private static List<Long> kept(EmbeddedPostgres postgres, String linkId) throws SQLException {
        List<Long> starts = new ArrayList<>();
        try (Connection connection = postgres.connectAsAdmin(Database.TELEMETRY);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select extract(epoch from start_time)::bigint from link_seconds"
                                + " where link_id = '" + linkId + "' order by 1")) {
            while (rows.next()) {
                starts.add(rows.getLong(1));
            }
        }
        return starts;
    }

    private static void assertNoGap(List<Long> starts) {
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1))
                    .as("after %d", starts.get(i - 1))
                    .isEqualTo(1);
        }
    }

    private static void assertReady() throws IOException, InterruptedException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** To the server and to all that work for it. */
    private static void signal(ProcessHandle server, String name) throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server);
        for (ProcessHandle each : all) {
            new ProcessBuilder("kill", "-" + name, Long.toString(each.pid()))
                    .start()
                    .waitFor();
        }
    }
}
