package dev.braid.telemetry.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.telemetry.v1.HistoryResolution;
import dev.braid.api.telemetry.v1.LinkHistoryPoint;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.history.LinkHistory;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LinkHistoryQueryTest extends ServiceTest {
    @Inject
    LinkHistory history;

    private final long now = Instant.now().getEpochSecond();
    private final long minute = now / 60 * 60 - 600;

    @Test
    void gapsAreGapsAndEveryPointSaysWhatWasMeasured() {
        keep("chart-a", List.of(0, 1, 3, 59, 60, 180));
        keep("chart-a", minute + 61, 0);

        QueryLinkHistoryResponse seconds =
                ask("chart-a", minute, minute + 62, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0);
        assertThat(offsets(seconds)).containsExactly(0L, 1L, 3L, 59L, 60L, 61L);
        assertThat(seconds.getPoints(1))
                .isEqualTo(LinkHistoryPoint.newBuilder()
                        .setStartTime(Timestamps.fromSeconds(minute + 1))
                        .setSampleCount(4)
                        .setWindowCount(1)
                        .setLatencyP50Us(102)
                        .setLatencyP95Us(200)
                        .setLatencyP99Us(200)
                        .setJitterUs(10)
                        .setLossRatio(0.25)
                        .build());
        assertThat(seconds.getPoints(5).getNoLatency()).isTrue();
        assertThat(seconds.getPoints(5).getDownCount()).isEqualTo(1);
        assertThat(seconds.getKeptSinceTime().getSeconds()).isBetween(now - 3_700, now - 3_500);

        eventually(() -> ask("chart-a", minute, minute + 240, HistoryResolution.HISTORY_RESOLUTION_MINUTE, 0)
                        .getPointsCount()
                == 3);
        QueryLinkHistoryResponse minutes =
                ask("chart-a", minute, minute + 240, HistoryResolution.HISTORY_RESOLUTION_MINUTE, 0);
        assertThat(offsets(minutes)).containsExactly(0L, 60L, 180L);
        assertThat(minutes.getPointsList())
                .extracting(LinkHistoryPoint::getWindowCount)
                .containsExactly(4, 2, 1);
    }

    @Test
    void withoutAResolutionTheFinestThatFitsAndIsKeptIsTaken() {
        keep("auto-a", List.of(0));
        broker.link("auto-a", "atlas", 1_000);
        eventually(() -> taken("auto-a", now - 1, now, 1) != null);
        assertThat(taken("auto-a", now - 600, now, 600)).isEqualTo(HistoryResolution.HISTORY_RESOLUTION_SECOND);
        assertThat(taken("auto-a", now - 600, now, 599)).isEqualTo(HistoryResolution.HISTORY_RESOLUTION_MINUTE);
        assertThat(taken("auto-a", now - 600, now, 2)).isEqualTo(HistoryResolution.HISTORY_RESOLUTION_HOUR);
        // Seconds are kept for an hour, minutes for thirty days.
        assertThat(taken("auto-a", now - 7_200, now - 6_600, 1_000))
                .isEqualTo(HistoryResolution.HISTORY_RESOLUTION_MINUTE);
        assertThat(taken("auto-a", now - 31 * 86_400, now - 30 * 86_400 - 40_000, 0))
                .isEqualTo(HistoryResolution.HISTORY_RESOLUTION_HOUR);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 0, 0, start_time",
        "-60, -60, 0, 0, end_time: must be later than start_time",
        "-60, -70, 0, 0, end_time: must be later than start_time",
        "-60, 120, 0, 0, end_time: must be at most 60 s ahead",
        "-1200, 0, 1, 1000, resolution: gives 1200 points of one SECOND",
        "-90000, 0, 2, 1000, resolution: gives 150",
        "-90000, 0, 0, 5, start_time: begins a range of 2",
        "-90000, -89000, 1, 0, by SECOND the history is kept for 3600 s",
        "-40000000, -39000000, 0, 0, the history is kept for 34560000 s"
    })
    void rangesThatNoChartCanShowAreRefused(long start, long end, int resolution, int maxPoints, String why) {
        assertThatThrownBy(() ->
                        ask("chart-a", now + start, now + end, HistoryResolution.forNumber(resolution), maxPoints))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining(why);
    }

    @Test
    void requestsWithoutSenseAreRefused() {
        assertRefused(
                Status.Code.NOT_FOUND,
                () -> ask("nowhere", now - 60, now, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> ask("", now - 60, now, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> taken("chart-a", now - 60, now, -1));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> taken("chart-a", now - 60, now, 5_001));
        QueryLinkHistoryRequest good = request("chart-a", now - 60, now).build();
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> calls.linkHistory(
                        Tokens.operator(), good.toBuilder().clearStartTime().build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> calls.linkHistory(
                        Tokens.operator(),
                        good.toBuilder().setResolutionValue(9).build()));
        assertRefused(Status.Code.PERMISSION_DENIED, () -> calls.linkHistory(Tokens.viewer("acme"), good));
        assertRefused(Status.Code.UNAUTHENTICATED, () -> calls.linkHistory("", good));
    }

    @Test
    void aKnownLinkThatWasNotMeasuredHasNoPoints() {
        broker.link("silent-a", "atlas", 1_000);
        eventually(() -> ask("silent-a", now - 60, now, HistoryResolution.HISTORY_RESOLUTION_UNSPECIFIED, 0)
                        .getPointsCount()
                == 0);
    }

    private void keep(String linkId, List<Integer> offsets) {
        offsets.forEach(offset -> keep(linkId, minute + offset, 3));
        eventually(() -> offsets.size()
                <= ask(linkId, minute, minute + 300, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0)
                        .getPointsCount());
    }

    /** Four samples, so many of which arrived. */
    private void keep(String linkId, long second, int arrived) {
        long[] latenciesUs = arrived == 0 ? new long[0] : new long[] {101, 102, 200};
        history.add(List.of(new LinkSpan(
                linkId,
                second * 1_000_000,
                new LinkTotals(4, 1, arrived == 0 ? 1 : 0, 40, 4 - arrived, LatencySketch.of(latenciesUs)))));
        eventually(() -> ask(linkId, second, second + 1, HistoryResolution.HISTORY_RESOLUTION_SECOND, 0)
                        .getPointsCount()
                == 1);
    }

    private List<Long> offsets(QueryLinkHistoryResponse response) {
        List<Long> offsets = new ArrayList<>();
        response.getPointsList()
                .forEach(point -> offsets.add(point.getStartTime().getSeconds() - minute));
        return offsets;
    }

    private HistoryResolution taken(String linkId, long start, long end, int maxPoints) {
        return ask(linkId, start, end, HistoryResolution.HISTORY_RESOLUTION_UNSPECIFIED, maxPoints)
                .getResolution();
    }

    private QueryLinkHistoryResponse ask(
            String linkId, long start, long end, HistoryResolution resolution, int maxPoints) {
        return calls.linkHistory(
                Tokens.operator(),
                request(linkId, start, end)
                        .setResolution(resolution)
                        .setMaxPoints(maxPoints)
                        .build());
    }

    private static QueryLinkHistoryRequest.Builder request(String linkId, long start, long end) {
        return QueryLinkHistoryRequest.newBuilder()
                .setLinkId(linkId)
                .setStartTime(Timestamps.fromSeconds(start))
                .setEndTime(Timestamps.fromSeconds(end));
    }
}
