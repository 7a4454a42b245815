package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import dev.braid.telemetry.domain.ConnectionJudge.Repetition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionJudgeTest {
    private static final HealthPolicy POLICY = new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000);
    private static final Repetition REPETITION = new Repetition(5_000_000, 600_000_000);
    private static final long SECOND = 1_000_000;

    private final Map<String, HopReading> readings = new HashMap<>();
    private final List<Judgement> published = new ArrayList<>();
    private long second = 1_000;
    private long wallShiftUs;
    private ConnectionJudge judge = judge(1, Optional.empty());

    @Test
    void aPathWithinItsBoundIsMet() {
        measure(4_000, 5_000);

        assertThat(last().state()).isEqualTo(HealthState.MET);
        assertThat(last().measuredLatencyUs()).isEqualTo(9_000);
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
        assertThat(last().measuredLatencyUs()).isEqualTo(5_100);
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
    void judgeTimeRisesEvenWhenTheWallClockIsSetBack() {
        measure(4_000, 5_000);
        wallShiftUs = -3_600 * SECOND;
        for (int i = 0; i < 3; i++) {
            measure(6_000, 5_000);
        }
        assertThat(last().state()).isEqualTo(HealthState.AT_RISK);
        assertThat(last().judgeTimeUs()).isGreaterThan(published.getFirst().judgeTimeUs());
    }

    @Test
    void aConnectionWithoutABoundIsOnlyEverBadByLoss() {
        MeasuredPlan plan = new MeasuredPlan("t.i.1", "t.i", "t", 1, List.of("a"), OptionalLong.empty());
        judge = new ConnectionJudge(plan, POLICY, REPETITION, Optional.empty(), readings::get, now());
        for (int i = 0; i < 10; i++) {
            measure(9_000_000, 0);
        }
        assertThat(last().state()).isEqualTo(HealthState.MET);
    }

    private ConnectionJudge judge(long revision, Optional<Judged> known) {
        MeasuredPlan plan = new MeasuredPlan("t.i.1", "t.i", "t", revision, List.of("a", "b"), OptionalLong.of(10_000));
        return new ConnectionJudge(plan, POLICY, REPETITION, known, readings::get, now());
    }

    private void measure(long aUs, long bUs) {
        second++;
        read("a", aUs, 0, false);
        read("b", bUs, 0, false);
        judgeNow();
    }

    private void read(String linkId, long latencyUs, double loss, boolean down) {
        readings.put(linkId, new HopReading(linkId, latencyUs, 100, loss, down, second * SECOND, second * SECOND));
    }

    private void judgeNow() {
        judge.judge(readings::get, now()).ifPresent(judgement -> {
            published.add(judgement);
            judge.published(judgement, now());
        });
    }

    private Now now() {
        return new Now(wallUs(), second * SECOND);
    }

    private long wallUs() {
        return 1_800_000_000 * SECOND + second * SECOND + wallShiftUs;
    }

    private Judgement last() {
        return published.getLast();
    }
}
