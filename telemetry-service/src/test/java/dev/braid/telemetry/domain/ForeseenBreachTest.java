package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A latency of at most 10 ms is promised, and the path becomes slower by 50 us a second. */
class ForeseenBreachTest extends JudgingTest {
    private void rise(int windows, long fromUs) {
        for (int i = 0; i < windows; i++) {
            measure(fromUs + 50L * i, 1_000);
        }
    }

    @Test
    void isARiskThatIsToldOfWithItsFigures() {
        rise(100, 4_000);
        assertThat(published).extracting(Judgement::state).startsWith(HealthState.MET, HealthState.AT_RISK);
        Judgement warning = published.get(1);
        assertThat(warning.measured().latencyUs()).as("still kept").isLessThan(10_000);
        assertThat(warning.breaches()).isEmpty();
        assertThat(warning.badWindowCount()).isZero();
        assertThat(warning.offTargetWindowCount()).isEqualTo(3);
        assertThat(warning.forecast()).hasValueSatisfying(ahead -> {
            assertThat(ahead.promise()).isEqualTo(Promise.LATENCY);
            assertThat(ahead.boundUs()).isEqualTo(10_000);
            assertThat(ahead.riseUsPerSecond()).isCloseTo(50, within(1e-6));
            assertThat(ahead.inSeconds()).isEqualTo(39);
        });
    }

    @Test
    void endsAfterTenWindowsThatLeadNowhere() {
        rise(80, 4_000);
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        measure(60, 4_000, 1_000);
        assertThat(last().state()).isEqualTo(HealthState.MET);
        assertThat(last().forecast()).isEmpty();
    }

    @Test
    void isToldOfAgainAsSoonAsItIsThere() {
        rise(101, 4_000);
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        int before = published.size();
        long beforeSecond = second;
        rise(3, 9_050);
        assertThat(published.subList(before, published.size()))
                .as("within the repetition of 5 s")
                .anySatisfy(judgement -> {
                    assertThat(judgement.badWindowCount()).isEqualTo(3);
                    assertThat(judgement.breaches())
                            .containsExactly(new Breach.OfTime(Promise.LATENCY, 10_150, 10_000));
                });
        assertThat(second - beforeSecond).isEqualTo(3);
    }

    @Test
    void needsAMinuteAfterASilenceAndAfterALinkWasDown() {
        rise(70, 5_000);
        second += 6;
        judgeNow();
        assertThat(last().state()).isEqualTo(HealthState.UNKNOWN);
        assertThat(last().forecast()).isEmpty();
        rise(50, 6_000);
        assertThat(last().forecast()).isEmpty();

        judge = judge(2, Optional.empty());
        rise(30, 6_000);
        second++;
        read("a", 0, 1, true);
        read("b", 1_000, 0, false);
        judgeNow();
        rise(40, 6_500);
        assertThat(last().forecast()).isEmpty();
    }

    @Test
    void isNotLookedForWhereNothingIsPromisedOrNobodyWantsToKnow() {
        HealthPolicy blind = new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000, 0);
        judge = judge(1, Promises.latency(java.util.OptionalLong.of(10_000)), blind, Optional.empty());
        rise(99, 4_000);
        assertThat(published).extracting(Judgement::state).containsOnly(HealthState.MET);
        promise(Promises.NONE);
        rise(99, 4_000);
        assertThat(published).extracting(Judgement::state).containsOnly(HealthState.MET);

        assertThatThrownBy(() -> new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000, 61))
                .hasMessage("forecast-windows (61) must be even: each half is looked at.");
        assertThatThrownBy(() -> new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000, 18))
                .hasMessage("forecast-windows (18) must be from 20 to 600.");
    }
}
