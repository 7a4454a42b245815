package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a connection is judged by, and what is said of the reasons. */
class PromisedHealthTest extends JudgingTest {
    private static final Promises TIERS =
            new Promises(OptionalLong.of(10_000), OptionalLong.of(8_000), OptionalLong.empty(), OptionalDouble.empty());
    private static final Promises STEADY =
            new Promises(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(300), OptionalDouble.of(0.01));

    @Test
    void aPathAboveItsTargetIsAtRiskAndNeverBroken() {
        promise(TIERS);
        measure(100, 5_000, 5_000);
        assertThat(published.stream().map(Judgement::state).distinct()).containsExactly(HealthState.AT_RISK);
        assertThat(published.getFirst().offTargetWindowCount()).isEqualTo(3);
        assertThat(last().badWindowCount()).isZero();
        assertThat(last().breaches()).containsExactly(new Breach.OfTime(Promise.LATENCY_TARGET, 10_000, 8_000));
    }

    @Test
    void aBrokenPathThatIsOnlyAboveItsTargetIsBrokenNoMoreAndWellOnlyWithinIt() {
        promise(TIERS);
        measure(8, 6_000, 5_000);
        assertThat(last().state()).isEqualTo(HealthState.BROKEN);
        measure(10, 5_000, 5_000);
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().previous()).isEqualTo(HealthState.BROKEN);
        measure(10, 4_000, 4_000);
        assertThat(last().state()).isEqualTo(HealthState.MET);
    }

    @Test
    void theJitterOfThePathIsTheSumOfItsLinks() {
        promise(STEADY);
        for (int i = 0; i < 3; i++) {
            second++;
            read("a", 1_000, 150, 0, false);
            read("b", 1_000, 151, 0, false);
            judgeNow();
        }
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().measured().jitterUs()).isEqualTo(301);
        assertThat(last().breaches()).containsExactly(new Breach.OfTime(Promise.JITTER, 301, 300));
    }

    @Test
    void theLossOfThePathIsThatOfAllItsLinks() {
        promise(STEADY);
        for (int i = 0; i < 8; i++) {
            second++;
            read("a", 1_000, 0, 0.25, false);
            read("b", 1_000, 0, 0.25, false);
            judgeNow();
        }
        assertThat(last().state()).isEqualTo(HealthState.BROKEN);
        assertThat(last().measured().lossRatio()).isEqualTo(0.4375);
        assertThat(last().breaches()).containsExactly(new Breach.OfShare(Promise.LOSS, 0.4375, 0.01));
    }

    @Test
    void nothingIsBlamedWhileNothingIsKnown() {
        measure(3, 9_000, 5_000);
        assertThat(last().breaches()).hasSize(1);
        second += 6;
        judgeNow();
        assertThat(last().state()).isEqualTo(HealthState.UNKNOWN);
        assertThat(last().breaches()).isEmpty();
    }

    @Test
    void aConnectionBornInBreachIsToldOfAtOnceAndAgainWhenItIsBroken() {
        measure(10, 9_000, 5_000);

        assertThat(published).extracting(Judgement::state).containsExactly(HealthState.AT_RISK, HealthState.BROKEN);
        assertThat(published)
                .extracting(Judgement::previous)
                .containsExactly(HealthState.NOT_JUDGED, HealthState.AT_RISK);
        // The third and the eighth window: neither waits for the repetition, five seconds after the one before.
        assertThat(published).extracting(Judgement::windowCount).containsExactly(3, 8);
    }

    @Test
    void aConnectionBornDownIsBrokenWithItsThirdWindow() {
        for (int i = 0; i < 3; i++) {
            second++;
            read("a", 0, 1, true);
            read("b", 1_000, 0, false);
            judgeNow();
        }
        assertThat(published).extracting(Judgement::state).containsExactly(HealthState.BROKEN);
        assertThat(last().previous()).isEqualTo(HealthState.NOT_JUDGED);
        assertThat(last().breaches()).containsExactly(new Breach.OfShare(Promise.REACHABILITY, 1, 0.5));
    }

    @Test
    void fromRiskToBrokenIsToldAtOnceThoughTheRiskWasToldAMomentAgo() {
        judge = judge(1, Optional.of(new Judged(1, HealthState.AT_RISK, wallUs())));
        for (int i = 0; i < 3; i++) {
            second++;
            read("a", 0, 1, true);
            read("b", 1_000, 0, false);
            judgeNow();
        }
        assertThat(published).extracting(Judgement::state).containsExactly(HealthState.BROKEN);
        assertThat(last().previous()).isEqualTo(HealthState.AT_RISK);
    }
}
