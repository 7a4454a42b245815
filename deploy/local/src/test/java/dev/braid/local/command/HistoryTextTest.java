package dev.braid.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.telemetry.v1.ConnectionHistoryPoint;
import dev.braid.api.telemetry.v1.LatencyCell;
import dev.braid.api.telemetry.v1.LatencyRow;
import dev.braid.api.telemetry.v1.LinkHistoryPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTextTest {
    @Test
    void aMatrixHasItsMetrosInTheOrderInWhichTheyWereNamed() {
        LatencyRow fra = row("fra", cell("lon", 6_540, true), cell("par", 4_000, false));
        LatencyRow lon = row(
                "lon",
                cell("fra", 6_541, true),
                LatencyCell.newBuilder().setMetroId("par").build());
        LatencyRow par = row("par", cell("fra", 4_100, true), cell("lon", 123_456, true));
        assertThat(String.join("\n", MatrixText.lines(List.of("par", "lon", "fra"), List.of(fra, lon, par))))
                .isEqualTo("""
                        from / to        par     lon     fra
                        par                   123.46    4.10
                        lon                -            6.54
                        fra            ~4.00    6.54
                        Milliseconds, one way. ~ something of it is not measured any more; - no path that is measured and up.""");
    }

    @Test
    void everyPointOfALinkIsALine() {
        LinkHistoryPoint point = LinkHistoryPoint.newBuilder()
                .setStartTime(Timestamps.fromSeconds(1_784_880_000))
                .setWindowCount(60)
                .setLatencyP50Us(5_000)
                .setLatencyP95Us(5_500)
                .setLatencyP99Us(12_340)
                .setJitterUs(50)
                .setLossRatio(0.005)
                .build();
        LinkHistoryPoint lost = LinkHistoryPoint.newBuilder()
                .setStartTime(Timestamps.fromSeconds(1_784_880_060))
                .setWindowCount(60)
                .setDownCount(59)
                .setLossRatio(1)
                .setNoLatency(true)
                .build();
        assertThat(String.join("\n", HistoryText.link(List.of(point, lost)))).isEqualTo("""
                        from                      p50 ms   p95 ms   p99 ms  jitter   loss %  windows   down
                        2026-07-24T08:00:00Z        5.00     5.50    12.34    0.05     0.50       60      0
                        2026-07-24T08:01:00Z           -        -        -    0.00   100.00       60     59""");
        assertThat(HistoryText.link(List.of())).containsExactly("Nothing was measured in that time.");
    }

    @Test
    void everyPointOfAConnectionIsALine() {
        ConnectionHistoryPoint point = ConnectionHistoryPoint.newBuilder()
                .setStartTime(Timestamps.fromSeconds(1_784_880_000))
                .setWindowCount(58)
                .setLatencyP50Us(7_000)
                .setLatencyP95Us(7_100)
                .setLatencyP99Us(20_000)
                .setWorstJitterUs(300)
                .setMetSeconds(50)
                .setAtRiskSeconds(5)
                .setBrokenSeconds(3)
                .setUnknownSeconds(2)
                .build();
        assertThat(String.join("\n", HistoryText.connection(List.of(point)))).isEqualTo("""
                        from                      p50 ms   p95 ms   p99 ms  jitter   loss %    met  at risk  broken  unknown
                        2026-07-24T08:00:00Z        7.00     7.10    20.00    0.30     0.00     50        5       3        2""");
        assertThat(HistoryText.connection(List.of())).containsExactly("Nothing was measured in that time.");
    }

    private static LatencyRow row(String metroId, LatencyCell... cells) {
        return LatencyRow.newBuilder()
                .setMetroId(metroId)
                .addAllCells(List.of(cells))
                .build();
    }

    private static LatencyCell cell(String metroId, long latencyUs, boolean fresh) {
        return LatencyCell.newBuilder()
                .setMetroId(metroId)
                .setLatencyUs(latencyUs)
                .setFresh(fresh)
                .build();
    }
}
