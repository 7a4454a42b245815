package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.LinkSpans;
import dev.braid.telemetry.store.MergesDue;
import dev.braid.telemetry.store.Partitions;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.TestSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The history of links in a real database, written by the service's own thread. Every test has links of its own. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(TestSettings.class)
class LinkHistoryTest {
    private static final long US = 1_000_000;

    @Inject
    LinkHistory history;

    @Inject
    HistoryDatabase database;

    @Inject
    Partitions partitions;

    @Inject
    LinkSpans spans;

    @Inject
    MeterRegistry meters;

    /** The start of an hour that is over. */
    private final long hour = Instant.now().getEpochSecond() / 3_600 * 3_600 - 7_200;

    @Test
    void windowsAreKeptAsTheyWereMeasured() {
        try (Broker broker = new Broker();
                Probe probe = new Probe(broker, "atlas")) {
            broker.link("kept-a", "atlas", 1_000);
            probe.latency("kept-a", 3_000);
            eventually(() -> all(HistoryTable.LINK_SECONDS, "kept-a").size() >= 3);
            LinkTotals second = all(HistoryTable.LINK_SECONDS, "kept-a").get(1).totals();
            assertThat(second.sampleCount()).isBetween(4L, 6L);
            assertThat(second.windowCount()).isEqualTo(1);
            assertThat(second.downCount()).isZero();
            assertThat(second.jitterUs()).isEqualTo(50);
            assertThat(second.lossRatio()).isZero();
            assertThat((double) second.latencies().quantile(0.5)).isCloseTo(3_000, within(12.0));

            probe.cut("kept-a");
            eventually(() ->
                    all(HistoryTable.LINK_SECONDS, "kept-a").getLast().totals().downCount() == 1);
            LinkTotals down = all(HistoryTable.LINK_SECONDS, "kept-a").getLast().totals();
            assertThat(down.lossRatio()).isEqualTo(1);
            assertThat(down.latencies()).isEqualTo(LatencySketch.EMPTY);
        }
    }

    @Test
    void minutesAndHoursHaveTheQuantilesOfAllSamplesAndNotOfTheirParts() {
        Random random = new Random(7);
        List<Long> all = new ArrayList<>();
        List<LinkSpan> seconds = new ArrayList<>();
        for (int second = 0; second < 3_600; second += 3) {
            long[] latenciesUs = new long[random.nextInt(1, 12)];
            // One second in twenty is ten times as slow: the mean of the seconds' quantiles is nowhere near.
            long scaleUs = random.nextInt(20) == 0 ? 50_000 : 5_000;
            for (int i = 0; i < latenciesUs.length; i++) {
                latenciesUs[i] = (long) (scaleUs * Math.exp(0.4 * Math.abs(random.nextGaussian())));
                all.add(latenciesUs[i]);
            }
            seconds.add(span("merged-a", hour + second, latenciesUs));
        }
        history.add(seconds);

        LinkTotals merged = awaitOnly(HistoryTable.LINK_HOURS, "merged-a", all.size());
        assertThat(merged.windowCount()).isEqualTo(1_200);
        assertThat(all(HistoryTable.LINK_MINUTES, "merged-a")).hasSize(60);
        Collections.sort(all);
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            double exactUs = all.get((int) Math.ceil(share * all.size()) - 1);
            assertThat((double) merged.latencies().quantile(share))
                    .as("quantile %s", share)
                    .isCloseTo(exactUs, within(exactUs * 0.01));
        }
    }

    @Test
    void whatIsWrittenAgainIsNotDoubledAndOfTwoHalfSeenSecondsTheFullerStays() {
        LinkSpan whole = span("again-a", hour, 1_000, 2_000, 3_000);
        LinkSpan half = span("again-a", hour, 2_000, 3_000);
        LinkSpan next = span("again-a", hour + 1, 4_000);
        history.add(List.of(half, next));
        awaitOnly(HistoryTable.LINK_HOURS, "again-a", 3);
        history.add(List.of(whole, half, next, whole));
        LinkTotals merged = awaitOnly(HistoryTable.LINK_HOURS, "again-a", 4);
        assertThat(merged.windowCount()).isEqualTo(2);
        history.add(List.of(half, next));
        history.add(List.of(span("again-b", hour, 1)));
        awaitOnly(HistoryTable.LINK_HOURS, "again-b", 1);

        assertThat(all(HistoryTable.LINK_SECONDS, "again-a")).containsExactly(whole, next);
        assertThat(awaitOnly(HistoryTable.LINK_HOURS, "again-a", 4)).isEqualTo(merged);
    }

    @Test
    void aSecondThatComesAfterItsHourWasMergedIsMergedStill() {
        history.add(List.of(span("late-a", hour, 1_000)));
        awaitOnly(HistoryTable.LINK_HOURS, "late-a", 1);
        history.add(List.of(span("late-a", hour + 30, 1_000), span("late-a", hour + 90, 1_000)));
        awaitOnly(HistoryTable.LINK_HOURS, "late-a", 3);
        assertThat(all(HistoryTable.LINK_MINUTES, "late-a"))
                .extracting(minute -> minute.totals().windowCount())
                .containsExactly(2, 1);
    }

    @Test
    void whatAReplicaWroteBeforeItDiedIsMergedByAnother() throws SQLException {
        partitions.ensure(HistoryTable.LINK_SECONDS, Set.of(hour));
        MergesDue ofTheDead = new MergesDue();
        database.run(new TenantScope.All(), connection -> {
            ofTheDead.mark(connection, HistoryTable.LINK_MINUTES, Set.of(hour));
            spans.add(connection, HistoryTable.LINK_SECONDS, List.of(span("dead-a", hour, 7_000)));
            return null;
        });
        assertThat(awaitOnly(HistoryTable.LINK_HOURS, "dead-a", 1).latencies().quantile(0.5))
                .isBetween(6_973L, 7_027L);
    }

    @Test
    void aRowThatTheDatabaseRefusesIsCountedAndKeepsNoOtherFromBeingKept() {
        double lost = lost();
        List<LinkSpan> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(span(i == 17 ? "bad\0link" : "good-" + i, hour, 1_000));
        }
        history.add(rows);
        awaitOnly(HistoryTable.LINK_HOURS, "good-39", 1);
        awaitOnly(HistoryTable.LINK_HOURS, "good-16", 1);
        awaitOnly(HistoryTable.LINK_HOURS, "good-18", 1);
        assertThat(lost() - lost).isEqualTo(1);
    }

    private double lost() {
        return meters.get("braid.telemetry.history.lost")
                .tag("of", "links")
                .counter()
                .count();
    }

    private LinkTotals awaitOnly(HistoryTable table, String linkId, long samples) {
        eventually(() -> {
            List<LinkSpan> found = all(table, linkId);
            return found.size() == 1 && found.getFirst().totals().sampleCount() == samples;
        });
        return all(table, linkId).getFirst().totals();
    }

    private List<LinkSpan> all(HistoryTable table, String linkId) {
        try {
            return database.run(
                    new TenantScope.All(),
                    connection -> spans.list(connection, table, linkId, 0, Long.MAX_VALUE / US, 10_000));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static LinkSpan span(String linkId, long second, long... latenciesUs) {
        return new LinkSpan(
                linkId,
                second * Resolution.SECOND.lengthUs(),
                new LinkTotals(
                        latenciesUs.length,
                        1,
                        0,
                        Arrays.stream(latenciesUs).sum() / 100,
                        0,
                        LatencySketch.of(latenciesUs)));
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(condition);
    }
}
