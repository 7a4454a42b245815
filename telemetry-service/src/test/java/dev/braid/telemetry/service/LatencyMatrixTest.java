package dev.braid.telemetry.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixResponse;
import dev.braid.api.telemetry.v1.LatencyCell;
import dev.braid.api.telemetry.v1.LatencyRow;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.history.LinkHistory;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LatencyMatrixTest extends ServiceTest {
    private static final List<String> METROS = List.of("mx-a", "mx-b", "mx-c", "mx-d");

    @Inject
    LinkHistory history;

    private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    /** a to b directly or over c; c to b by another provider; nothing leads to d but an unmeasured link. */
    @BeforeEach
    void map() {
        METROS.forEach(broker::metro);
        broker.link("mx-ab", "atlas", "mx-a", "mx-b", 4_000);
        broker.link("mx-ac", "atlas", "mx-a", "mx-c", 1_000);
        broker.link("mx-cb", "borealis", "mx-c", "mx-b", 1_000);
        broker.link("mx-bd", "atlas", "mx-b", "mx-d", 700);
        Instant now = Instant.now();
        broker.metrics("mx-ab", now, 9_000, false);
        broker.metrics("mx-ac", now, 2_000, false);
        broker.metrics("mx-cb", now, 3_000, false);
        eventually(() -> line(rows(request())).startsWith("mx-a: mx-b 5000 (2000) fresh"));
    }

    @Test
    void aCellIsTheLeastLatencyOverLinksThatWereMeasuredAndAreUp() {
        assertThat(lines(rows(request())))
                .containsExactly(
                        "mx-a: mx-b 5000 (2000) fresh, mx-c 2000 (1000) fresh, mx-d - (2700)",
                        "mx-b: mx-a - -, mx-c - -, mx-d - (700)",
                        "mx-c: mx-a - -, mx-b 3000 (1000) fresh, mx-d - (1700)",
                        "mx-d: mx-a - -, mx-b - -, mx-c - -");

        broker.metrics("mx-cb", Instant.now(), 3_000, true);
        eventually(() ->
                line(rows(request())).equals("mx-a: mx-b 9000 (2000) fresh, mx-c 2000 (1000) fresh, mx-d - (2700)"));
    }

    @Test
    void overOneProvidersLinksAlone() {
        assertThat(line(rows(request().setProviderId("atlas"))))
                .isEqualTo("mx-a: mx-b 9000 (4000) fresh, mx-c 2000 (1000) fresh, mx-d - (4700)");
        assertThat(line(rows(request().setProviderId("borealis")))).isEqualTo("mx-a: mx-b - -, mx-c - -, mx-d - -");
    }

    @Test
    void whatWasHeardLongAgoIsNotFresh() {
        broker.link("mx-old", "atlas", "mx-d", "mx-a", 500);
        broker.metrics("mx-old", Instant.now().minusSeconds(3_600), 600, false);
        eventually(() -> lines(rows(request())).get(3).startsWith("mx-d: mx-a 600 (500),"));
        broker.metrics("mx-old", Instant.now(), 650, false);
        eventually(() -> lines(rows(request())).get(3).startsWith("mx-d: mx-a 650 (500) fresh,"));
        broker.link("mx-old", "atlas", "elsewhere", "mx-a", 500);
        eventually(() -> lines(rows(request())).get(3).startsWith("mx-d: mx-a - -"));
    }

    @Test
    void aDayInThePastIsWorkedOutFromItsHours() {
        long start = yesterday.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        List<LinkSpan> seconds = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            seconds.add(second("mx-ab", start + hour * 3_600, 4_500));
            if (hour != 11) {
                seconds.add(second("mx-ac", start + hour * 3_600, 1_100));
            }
        }
        // What follows is of another day.
        seconds.add(second("mx-cb", start + 86_400, 1_000));
        history.add(seconds);
        eventually(() -> line(rows(request().setDay(yesterday.toString())))
                .matches("mx-a: mx-b 4\\d+ \\(2000\\) fresh, mx-c 1\\d+ \\(1000\\), mx-d - \\(2700\\)"));
        LatencyRow row = rows(request().setDay(yesterday.toString())).getFirst();
        assertThat(row.getCells(0).getLatencyUs()).isBetween(4_477L, 4_523L);
        assertThat(row.getCells(1).getLatencyUs()).isBetween(1_094L, 1_106L);
    }

    @Test
    void rowsComeByPages() {
        GetLatencyMatrixRequest.Builder two = request().setPageSize(3);
        GetLatencyMatrixResponse first = calls.matrix(Tokens.operator(), two.build());
        assertThat(first.getRowsList()).extracting(LatencyRow::getMetroId).containsExactly("mx-a", "mx-b", "mx-c");
        GetLatencyMatrixRequest next =
                two.setPageToken(first.getNextPageToken()).build();
        GetLatencyMatrixResponse second = calls.matrix(Tokens.operator(), next);
        assertThat(second.getRowsList()).extracting(LatencyRow::getMetroId).containsExactly("mx-d");
        assertThat(second.getNextPageToken()).isEmpty();
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                () -> calls.matrix(
                        Tokens.operator(),
                        next.toBuilder().setProviderId("atlas").build()));
    }

    @Test
    void requestsWithoutSenseAreRefused() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        assertRefused(Status.Code.NOT_FOUND, () -> rows(request().addMetroIds("atlantis")));
        assertRefused(Status.Code.NOT_FOUND, () -> rows(request().setProviderId("nobody")));
        for (String day : List.of(today, "2099-01-01", "2001-01-01", "2026-02-30", "yesterday", "2026-1-1")) {
            assertRefused(Status.Code.INVALID_ARGUMENT, () -> rows(request().setDay(day)));
        }
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> rows(request().addMetroIds("mx-a")));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> rows(request().setPageSize(201)));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> rows(request().setPageSize(-1)));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> rows(request().setPageToken("mine")));
        assertRefused(
                Status.Code.PERMISSION_DENIED,
                () -> calls.matrix(Tokens.viewer("acme"), request().build()));
        assertRefused(
                Status.Code.UNAUTHENTICATED, () -> calls.matrix("", request().build()));
    }

    private List<LatencyRow> rows(GetLatencyMatrixRequest.Builder request) {
        return calls.matrix(Tokens.operator(), request.build()).getRowsList();
    }

    private static GetLatencyMatrixRequest.Builder request() {
        return GetLatencyMatrixRequest.newBuilder().addAllMetroIds(METROS);
    }

    private static String line(List<LatencyRow> rows) {
        return lines(rows).getFirst();
    }

    /** Each row as {@code from: to measured (floor) fresh}. */
    private static List<String> lines(List<LatencyRow> rows) {
        return rows.stream()
                .map(row -> row.getMetroId() + ": "
                        + row.getCellsList().stream()
                                .map(LatencyMatrixTest::text)
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String text(LatencyCell cell) {
        return "%s %s %s%s"
                .formatted(
                        cell.getMetroId(),
                        cell.hasLatencyUs() ? cell.getLatencyUs() : "-",
                        cell.hasLatencyFloorUs() ? "(" + cell.getLatencyFloorUs() + ")" : "-",
                        cell.getFresh() ? " fresh" : "");
    }

    private static LinkSpan second(String linkId, long second, long latencyUs) {
        return new LinkSpan(linkId, second * 1_000_000, new LinkTotals(1, 1, 0, 0, 0, LatencySketch.of(latencyUs)));
    }
}
