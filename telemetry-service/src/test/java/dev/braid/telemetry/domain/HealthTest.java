package dev.braid.telemetry.domain;

import static dev.braid.telemetry.domain.PathWindow.BAD;
import static dev.braid.telemetry.domain.PathWindow.DOWN;
import static dev.braid.telemetry.domain.PathWindow.GOOD;
import static dev.braid.telemetry.domain.PathWindow.OFF_TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {
    private static final HealthPolicy POLICY = new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000);

    @Test
    void everyStateAnswersEverySignal() {
        assertThat(picture()).isEqualTo("""
                                   1 good      9 good      10 good     2 bad       3 bad       8 bad       2 down      3 down      2 off       3 off       10 off      silence
                NOT_JUDGED         MET         MET         MET         ·           AT_RISK     BROKEN      ·           BROKEN      ·           AT_RISK     AT_RISK     UNKNOWN
                MET                ·           ·           ·           ·           AT_RISK     BROKEN      ·           BROKEN      ·           AT_RISK     AT_RISK     UNKNOWN
                AT_RISK            ·           ·           MET         ·           ·           BROKEN      ·           BROKEN      ·           ·           ·           UNKNOWN
                BROKEN             ·           ·           MET         ·           ·           ·           ·           ·           ·           ·           AT_RISK     UNKNOWN
                UNKNOWN, was well  MET         MET         MET         ·           AT_RISK     BROKEN      ·           BROKEN      ·           AT_RISK     AT_RISK     ·
                UNKNOWN, was not   ·           ·           MET         ·           AT_RISK     BROKEN      ·           BROKEN      ·           AT_RISK     AT_RISK     ·
                """);
    }

    @Test
    void aSingleGoodWindowStartsTheWayBackAnew() {
        Health health = Health.resumed(HealthState.BROKEN);
        for (int i = 0; i < 9; i++) {
            health = health.after(GOOD, POLICY);
        }
        health = health.after(BAD, POLICY);
        for (int i = 0; i < 9; i++) {
            health = health.after(GOOD, POLICY);
        }
        assertThat(health.state()).isEqualTo(HealthState.BROKEN);
        assertThat(health.after(GOOD, POLICY).state()).isEqualTo(HealthState.MET);
    }

    @Test
    void badWindowsAndThoseOffTargetAddUpToARiskAndOnlyBadOnesToABreak() {
        Health health = Health.resumed(HealthState.MET)
                .after(OFF_TARGET, POLICY)
                .after(BAD, POLICY)
                .after(OFF_TARGET, POLICY);
        assertThat(health.state()).isEqualTo(HealthState.AT_RISK);
        assertThat(health.badWindowCount()).isEqualTo(1);
        assertThat(health.offTargetWindowCount()).isEqualTo(2);
        for (int i = 0; i < 6; i++) {
            health = health.after(BAD, POLICY);
        }
        assertThat(health.badWindowCount()).isEqualTo(7);
        assertThat(health.state()).isEqualTo(HealthState.AT_RISK);
        assertThat(health.after(BAD, POLICY).state()).isEqualTo(HealthState.BROKEN);
    }

    @Test
    void silenceForgetsTheBadWindowsBeforeIt() {
        Health health = Health.unjudged()
                .after(GOOD, POLICY)
                .after(BAD, POLICY)
                .after(BAD, POLICY)
                .silent()
                .after(BAD, POLICY);
        assertThat(health.state()).isEqualTo(HealthState.UNKNOWN);
        assertThat(health.badWindowCount()).isEqualTo(1);
    }

    @Test
    void aSlowReturnAfterTroubleSurvivesASecondSilence() {
        Health health =
                Health.resumed(HealthState.AT_RISK).silent().after(GOOD, POLICY).silent();
        assertThat(health.after(GOOD, POLICY).state()).isEqualTo(HealthState.UNKNOWN);
    }

    /** The machine counts with shifts and running sums; the oracle keeps every window and counts again each time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void agreesWithCountingEverythingAgain(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 60; run++) {
            HealthPolicy policy = policy(random);
            double badness = random.nextDouble();
            double offness = random.nextDouble();
            Health health = Health.unjudged();
            Oracle oracle = new Oracle(policy);
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(40) == 0) {
                    health = health.silent();
                    oracle.silent();
                } else {
                    // Badness comes in spells, else long good and bad runs are never seen.
                    badness = random.nextInt(15) == 0 ? random.nextDouble() : badness;
                    offness = random.nextInt(15) == 0 ? random.nextDouble() : offness;
                    PathWindow window = random.nextDouble() < badness
                            ? random.nextBoolean() ? DOWN : BAD
                            : random.nextDouble() < offness ? OFF_TARGET : GOOD;
                    health = health.after(window, policy);
                    oracle.after(window);
                }
                assertThat(health.state())
                        .as("seed %d, run %d, step %d, %s", seed, run, step, policy)
                        .isEqualTo(oracle.state);
                assertThat(health.badWindowCount()).isEqualTo(oracle.bad(oracle.remembered()));
                assertThat(health.offTargetWindowCount()).isEqualTo(oracle.off(oracle.remembered()));
            }
        }
    }

    @Test
    void aPolicyThatWouldFlapIsRefused() {
        assertThatThrownBy(() -> new HealthPolicy(3, 5, 8, 10, 3, 9, 0.5, 5_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("good-in-row (9)");
        assertThatThrownBy(() -> new HealthPolicy(6, 5, 8, 10, 3, 10, 0.5, 5_000_000))
                .hasMessageContaining("at-risk-bad (6)");
        assertThatThrownBy(() -> new HealthPolicy(3, 5, 8, 10, 3, 10, Double.NaN, 5_000_000))
                .hasMessageContaining("NaN");
    }

    private static HealthPolicy policy(Random random) {
        int atRiskOf = 1 + random.nextInt(8);
        int brokenOf = 1 + random.nextInt(12);
        return new HealthPolicy(
                1 + random.nextInt(atRiskOf),
                atRiskOf,
                1 + random.nextInt(brokenOf),
                brokenOf,
                1 + random.nextInt(5),
                Math.max(atRiskOf, brokenOf) + random.nextInt(4),
                0.5,
                5_000_000);
    }

    /** The rules as the contract states them, said once more in the plainest way. */
    private static final class Oracle {
        private final HealthPolicy policy;
        private final List<PathWindow> windows = new ArrayList<>();
        private HealthState state = HealthState.NOT_JUDGED;
        private boolean wasTrouble;

        Oracle(HealthPolicy policy) {
            this.policy = policy;
        }

        void silent() {
            wasTrouble = wasTrouble || state.isTrouble();
            state = HealthState.UNKNOWN;
            windows.clear();
        }

        void after(PathWindow window) {
            windows.add(window);
            boolean broken = bad(policy.brokenOf()) >= policy.brokenBad()
                    || (windows.size() >= policy.brokenDownInRow()
                            && last(policy.brokenDownInRow()).stream().allMatch(DOWN::equals));
            boolean atRisk = bad(policy.atRiskOf()) + off(policy.atRiskOf()) >= policy.atRiskBad();
            boolean enough = windows.size() >= policy.goodInRow();
            boolean recovered = enough && last(policy.goodInRow()).stream().allMatch(GOOD::equals);
            boolean mended = enough && bad(policy.goodInRow()) == 0;
            boolean inTrouble = state.isTrouble();
            boolean mustRecover = inTrouble || (state == HealthState.UNKNOWN && wasTrouble);
            if (broken) {
                state = HealthState.BROKEN;
            } else if (atRisk && !inTrouble) {
                state = HealthState.AT_RISK;
            } else if (mustRecover ? recovered : window == GOOD) {
                state = HealthState.MET;
            } else if (state == HealthState.BROKEN && mended) {
                state = HealthState.AT_RISK;
            }
            wasTrouble = wasTrouble && state == HealthState.UNKNOWN;
        }

        int remembered() {
            return Math.max(policy.atRiskOf(), policy.brokenOf());
        }

        int bad(int ofLast) {
            return (int) last(ofLast).stream()
                    .filter(window -> window == BAD || window == DOWN)
                    .count();
        }

        int off(int ofLast) {
            return (int) last(ofLast).stream().filter(OFF_TARGET::equals).count();
        }

        private List<PathWindow> last(int count) {
            return windows.subList(Math.max(0, windows.size() - count), windows.size());
        }
    }

    private static String picture() {
        Map<String, Health> states = new LinkedHashMap<>();
        states.put("NOT_JUDGED", Health.unjudged());
        states.put("MET", Health.resumed(HealthState.MET));
        states.put("AT_RISK", Health.resumed(HealthState.AT_RISK));
        states.put("BROKEN", Health.resumed(HealthState.BROKEN));
        states.put("UNKNOWN, was well", Health.resumed(HealthState.MET).silent());
        states.put("UNKNOWN, was not", Health.resumed(HealthState.BROKEN).silent());
        Map<String, UnaryOperator<Health>> signals = new LinkedHashMap<>();
        signals.put("1 good", windows(1, GOOD));
        signals.put("9 good", windows(9, GOOD));
        signals.put("10 good", windows(10, GOOD));
        signals.put("2 bad", windows(2, BAD));
        signals.put("3 bad", windows(3, BAD));
        signals.put("8 bad", windows(8, BAD));
        signals.put("2 down", windows(2, DOWN));
        signals.put("3 down", windows(3, DOWN));
        signals.put("2 off", windows(2, OFF_TARGET));
        signals.put("3 off", windows(3, OFF_TARGET));
        signals.put("10 off", windows(10, OFF_TARGET));
        signals.put("silence", Health::silent);

        StringBuilder picture = new StringBuilder();
        line(picture, "", List.copyOf(signals.keySet()));
        states.forEach((name, state) -> line(
                picture,
                name,
                signals.values().stream()
                        .map(signal -> signal.apply(state).state())
                        .map(next -> next == state.state() ? "·" : next.name())
                        .toList()));
        return picture.toString();
    }

    private static void line(StringBuilder picture, String name, List<String> cells) {
        StringBuilder line = new StringBuilder("%-19s".formatted(name));
        cells.forEach(cell -> line.append("%-12s".formatted(cell)));
        picture.append(line.toString().stripTrailing()).append('\n');
    }

    private static UnaryOperator<Health> windows(int count, PathWindow window) {
        return health -> {
            Health now = health;
            for (PathWindow next : Collections.nCopies(count, window)) {
                now = now.after(next, POLICY);
            }
            return now;
        };
    }
}
