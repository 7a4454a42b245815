package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionJudgeTest extends JudgingTest {
    @Test
    void aPathWithinItsBoundIsMet() {
        measure(4_000, 5_000);

        assertThat(last().state()).isEqualTo(HealthState.MET);
        assertThat(last().measured().latencyUs()).isEqualTo(9_000);
        assertThat(last().windowCount()).isEqualTo(1);
        assertThat(last().evidence()).extracting(HopReading::linkId).containsExactly("a", "b");
    }

    @Test
    void theBoundItselfIsKeptAndOneMoreBreaksIt() {
        for (int i = 0; i < 3; i++) {
            measure(5_000, 5_000);
        }
        assertThat(last().state()).isEqualTo(HealthState.MET);
        for (int i = 0; i < 3; i++) {
            measure(5_000, 5_001);
        }
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().previous()).isEqualTo(HealthState.MET);
        assertThat(last().badWindowCount()).isEqualTo(3);
        assertThat(last().windowCount()).isEqualTo(6);
    }

    @Test
    void aLinkThatLosesHalfIsBadWhateverItsLatency() {
        for (int i = 0; i < 3; i++) {
            second++;
            read("a", 1_000, 0.5, false);
            read("b", 1_000, 0, false);
            judgeNow();
        }
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
    }

    @Test
    void aLinkDownForThreeWindowsIsBrokenAndCountsAtItsFloor() {
        measure(4_000, 5_000);
        for (int i = 0; i < 3; i++) {
            second++;
            read("a", 0, 1, true);
            read("b", 5_000, 0, false);
            judgeNow();
        }
        assertThat(last().state()).isEqualTo(HealthState.BROKEN);
        assertThat(last().evidence().getFirst().down()).isTrue();
        assertThat(last().measured().latencyUs()).isEqualTo(5_100);
    }

    @Test
    void oneBadWindowAndThenSilenceIsUnknownAndNeverTrouble() {
        measure(4_000, 5_000);
        measure(90_000, 5_000);
        for (int i = 0; i < 20; i++) {
            second++;
            // The other link goes on: the old reading of the silent one must not be counted again and again.
            read("b", 5_000, 0, false);
            judgeNow();
        }
        assertThat(published).extracting(Judgement::state).containsExactly(HealthState.MET, HealthState.UNKNOWN);
    }

    @Test
    void silenceIsUnknownOnlyAfterItsTime() {
        measure(4_000, 5_000);
        for (int i = 0; i < 5; i++) {
            second++;
            judgeNow();
        }
        assertThat(last().state()).isEqualTo(HealthState.MET);
        second++;
        judgeNow();
        assertThat(last().state()).isEqualTo(HealthState.UNKNOWN);
    }

    @Test
    void aLinkNeverHeardIsUnknownAfterTheSameTime() {
        for (int i = 0; i < 5; i++) {
            second++;
            read("a", 4_000, 0, false);
            judgeNow();
        }
        assertThat(published).isEmpty();
        second++;
        judgeNow();
        assertThat(last().state()).isEqualTo(HealthState.UNKNOWN);
        assertThat(last().evidence()).extracting(HopReading::linkId).containsExactly("a");
    }

    @Test
    void windowsFromBeforeThePlanDoNotCount() {
        read("a", 90_000, 0, false);
        read("b", 90_000, 0, false);
        judge = judge(2, Optional.empty());
        judgeNow();

        assertThat(published).isEmpty();
        measure(4_000, 5_000);
        assertThat(last().windowCount()).isEqualTo(1);
        assertThat(last().state()).isEqualTo(HealthState.MET);
    }

    @Test
    void aNewRevisionStartsAnewAndSaysWhatItReplaced() {
        judge = judge(2, Optional.of(new Judged(1, HealthState.BROKEN, wallUs() - SECOND)));
        measure(4_000, 5_000);

        assertThat(last().state()).isEqualTo(HealthState.MET);
        assertThat(last().previous()).isEqualTo(HealthState.BROKEN);
    }

    @Test
    void aNewRevisionIsPublishedEvenWhereTheStateIsTheSame() {
        judge = judge(2, Optional.of(new Judged(1, HealthState.MET, wallUs() - SECOND)));
        measure(4_000, 5_000);

        assertThat(published).hasSize(1);
    }

    @Test
    void aJudgeWhoTakesOverGoesOnFromTheLastJudgement() {
        judge = judge(1, Optional.of(new Judged(1, HealthState.AT_RISK, wallUs() - SECOND)));
        for (int i = 0; i < 9; i++) {
            measure(4_000, 5_000);
        }
        assertThat(published).extracting(Judgement::state).containsOnly(HealthState.AT_RISK);
        measure(4_000, 5_000);
        assertThat(last().state()).isEqualTo(HealthState.MET);
    }

    @Test
    void troubleIsRepeatedEveryFiveSecondsAndCalmIsNot() {
        for (int i = 0; i < 30; i++) {
            measure(4_000, 5_000);
        }
        assertThat(published).hasSize(1);
        for (int i = 0; i < 23; i++) {
            measure(6_000, 5_000);
        }
        // Third window: at risk. Eighth: broken. Then every fifth.
        assertThat(published.stream().skip(1).map(Judgement::state).toList())
                .containsExactly(
                        HealthState.AT_RISK,
                        HealthState.BROKEN,
                        HealthState.BROKEN,
                        HealthState.BROKEN,
                        HealthState.BROKEN);
    }

    @Test
    void whatDidNotReachTheTopicIsOfferedAgain() {
        second++;
        read("a", 4_000, 0, false);
        read("b", 4_000, 0, false);
        assertThat(judge.judge(readings::get, now())).isPresent();
        second++;
        assertThat(judge.judge(readings::get, now())).isPresent();
    }

    @Test
    void judgeTimeRisesEvenWhenTheWallClockIsSetBackALittle() {
        measure(4_000, 5_000);
        wallShiftUs = -SECOND - 500_000;
        for (int i = 0; i < 3; i++) {
            measure(6_000, 5_000);
        }
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().judgeTimeUs()).isGreaterThan(published.getFirst().judgeTimeUs());
    }

    @Test
    void onceAWrongClockIsSetRightNothingIsJudgedInTheFutureAnyMore() {
        wallShiftUs = 100 * SECOND;
        measure(4_000, 5_000);
        wallShiftUs = 0;
        measure(3, 6_000, 5_000);

        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().judgeTimeUs()).isEqualTo(wallUs());
    }

    @Test
    void whoTakesOverFromAJudgeInTheFutureJudgesNow() {
        Judged future = new Judged(1, HealthState.MET, wallUs() + 100 * SECOND);
        judge = judge(1, Optional.of(future));
        measure(3, 12_000, 5_000);

        assertThat(last().judgeTimeUs()).isEqualTo(wallUs());
    }

    @Test
    void aConnectionWithoutABoundIsOnlyEverBadByLoss() {
        promise(Promises.NONE);
        for (int i = 0; i < 10; i++) {
            measure(9_000_000, 0);
        }
        assertThat(last().state()).isEqualTo(HealthState.MET);
    }

    @Test
    void isReadyOnceEveryLinkHasBroughtAWindowThatDidNotCountYet() {
        measure(4_000, 5_000);
        assertThat(judge.isReady(readings::get)).isFalse();
        second++;
        read("a", 4_000, 0, false);
        assertThat(judge.isReady(readings::get)).isFalse();
        read("b", 5_000, 0, false);
        assertThat(judge.isReady(readings::get)).isTrue();
        judgeNow();
        assertThat(judge.isReady(readings::get)).isFalse();
    }
}
