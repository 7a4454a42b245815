package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedMinuteTest {
    private static final long START = 120_000_000;

    @Test
    void aMinuteCountsItsSecondsByTheirLastJudgement() {
        OpenMinute minute = new OpenMinute(START);
        judged(minute, 0, 9, HealthState.MET);
        judged(minute, 10, 19, HealthState.AT_RISK);
        judged(minute, 20, 20, HealthState.AT_RISK);
        judged(minute, 20, 20, HealthState.BROKEN);
        judged(minute, 58, 59, HealthState.UNKNOWN);
        minute.measured(START, new PathMeasure(1_000, 30, 0.5, 0.5, false, true));
        minute.measured(START + 59_000_000, new PathMeasure(3_000, 10, 0.1, 0.1, false, true));

        ConnectionTotals totals = JudgedMinute.sum(List.of(minute.soFar()));
        assertThat(totals).isEqualTo(new ConnectionTotals(10, 10, 1, 2, 2, 30, 0.6, LatencySketch.of(1_000, 3_000)));
        assertThat(totals.lossRatio()).isEqualTo(0.3);
        assertThat(minute.soFar().secondCount()).isEqualTo(23);
    }

    @Test
    void aSecondInWhichNothingArrivedHasLossAndJitterAndNoLatency() {
        OpenMinute minute = new OpenMinute(START);
        minute.measured(START, path(hop(4_000, 1_000, 0, false), hop(2_000, 1_000, 0, false)));
        minute.measured(START + 1_000_000, path(hop(4_000, 1_000, 0, false), hop(0, 1_000, 1, false)));
        minute.measured(START + 2_000_000, path(hop(4_000, 1_000, 0, false), hop(2_000, 1_000, 1, true)));

        ConnectionTotals totals = JudgedMinute.sum(List.of(minute.soFar()));
        assertThat(totals).isEqualTo(new ConnectionTotals(0, 0, 0, 0, 3, 20, 2, LatencySketch.of(6_000)));
    }

    private static PathMeasure path(HopReading... hops) {
        return PathMeasure.of(List.of(hops));
    }

    private static HopReading hop(long latencyUs, long floorUs, double lossRatio, boolean down) {
        return new HopReading("link", latencyUs, floorUs, 10, lossRatio, down, 0, 0);
    }

    @Test
    void partsOfTwoJudgesAddUpToNoMoreThanTheMinuteAndTheWorstJudgementCounts() {
        OpenMinute first = new OpenMinute(START);
        judged(first, 0, 34, HealthState.MET);
        OpenMinute second = new OpenMinute(START);
        judged(second, 30, 31, HealthState.BROKEN);
        judged(second, 32, 39, HealthState.UNKNOWN);
        judged(second, 40, 59, HealthState.AT_RISK);

        ConnectionTotals totals = JudgedMinute.sum(List.of(first.soFar(), second.soFar()));
        assertThat(totals.metSeconds()).isEqualTo(33);
        assertThat(totals.brokenSeconds()).isEqualTo(2);
        assertThat(totals.unknownSeconds()).isEqualTo(5);
        assertThat(totals.atRiskSeconds()).isEqualTo(20);
        assertThat(first.part()).isNotEqualTo(second.part());
    }

    @Test
    void anHourAddsUpItsMinutes() {
        ConnectionTotals one = new ConnectionTotals(50, 3, 2, 1, 40, 90, 4, LatencySketch.of(1_000));
        ConnectionTotals other = new ConnectionTotals(10, 20, 0, 5, 10, 120, 1, LatencySketch.of(9_000, 9_000));
        assertThat(ConnectionTotals.sum(List.of(one, other)))
                .isEqualTo(new ConnectionTotals(60, 23, 2, 6, 50, 120, 5, LatencySketch.of(9_000, 1_000, 9_000)));
    }

    private static void judged(OpenMinute minute, int first, int last, HealthState state) {
        for (int second = first; second <= last; second++) {
            minute.judged(START + second * 1_000_000L, state);
        }
    }
}
