package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {
    private static final int WINDOWS = 60;
    private static final long BOUND_US = 20_000;

    /** What is foreseen after each of the windows. */
    private static List<Optional<Forecast>> foreseen(int windows, IntToDoubleFunction latencyUs) {
        Trend trend = new Trend(WINDOWS);
        List<Optional<Forecast>> foreseen = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            trend.add(Math.round(latencyUs.applyAsDouble(i)));
            foreseen.add(trend.reaching(BOUND_US));
        }
        return foreseen;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void aDriftIsForeseenBeforeItArrivesAndWhenItDoes(long seed) {
        Random random = new Random(seed);
        double riseUs = 50;
        double startUs = 12_000;
        int reached = (int) ((BOUND_US - startUs) / riseUs);
        List<Optional<Forecast>> foreseen = foreseen(reached, i -> startUs + riseUs * i + 300 * random.nextGaussian());
        int first = 0;
        while (foreseen.get(first).isEmpty()) {
            first++;
        }
        assertThat(reached - first).as("so many windows before").isBetween(40, WINDOWS + 10);
        for (int i = reached - 40; i < reached - 8; i++) {
            assertThat(foreseen.get(i)).as("window %d of %d", i, reached).isPresent();
            assertThat(foreseen.get(i).get().inSeconds()).isCloseTo(reached - i, within(12));
            assertThat(foreseen.get(i).get().riseUsPerSecond()).isCloseTo(riseUs, within(10.0));
        }
    }

    @Test
    void theLineIsThatOfTheNormalEquations() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            double riseUs = 20 + 80 * random.nextDouble();
            double[] us = new double[WINDOWS];
            Trend trend = new Trend(WINDOWS);
            for (int i = 0; i < WINDOWS; i++) {
                us[i] = Math.round(BOUND_US - riseUs * (WINDOWS + 20 - i) + 100 * random.nextGaussian());
                trend.add((long) us[i]);
            }
            double n = WINDOWS;
            double x = 0;
            double y = 0;
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < WINDOWS; i++) {
                x += i;
                y += us[i];
                xx += (double) i * i;
                xy += i * us[i];
            }
            double slope = (n * xy - x * y) / (n * xx - x * x);
            double last = (y - slope * x) / n + slope * (WINDOWS - 1);
            Forecast forecast = trend.reaching(BOUND_US).orElseThrow();
            assertThat(forecast.riseUsPerSecond()).isCloseTo(slope, within(1e-6));
            assertThat((double) forecast.latencyUs()).isCloseTo(last, within(0.51));
            assertThat(forecast.inSeconds()).isEqualTo((int) Math.ceil((BOUND_US - last) / slope));
        }
    }

    /** Windows know of each other: what is high stays high for a while. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.8})
    void noiseBelowTheBoundIsNoTrend(double memory) {
        Random random = new Random(7);
        double[] off = {0};
        List<Optional<Forecast>> foreseen = foreseen(50_000, _ -> {
            off[0] = memory * off[0] + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            return BOUND_US - 3_000 + 500 * off[0];
        });
        assertThat(foreseen.stream().filter(Optional::isPresent).count())
                .as("windows of 50,000 in which a breach was foreseen")
                .isLessThanOrEqualTo(memory > 0.6 ? 50 : 0);
    }

    @Test
    void aStepAPeakAndAFallAreNone() {
        Random random = new Random(3);
        for (int at = 30; at < 150; at++) {
            int when = at;
            assertThat(foreseen(200, i -> (i < when ? 10_000 : 18_000) + 50 * random.nextGaussian()))
                    .as("a step at %d", at)
                    .allMatch(Optional::isEmpty);
        }
        assertThat(foreseen(500, i -> i % 50 == 0 ? 19_500 : 12_000)).allMatch(Optional::isEmpty);
        assertThat(foreseen(300, i -> 19_000 - 30 * i)).allMatch(Optional::isEmpty);
    }

    @Test
    void itLooksNoFurtherAheadThanBack() {
        // At 10 us a window the bound is reached in more than a minute until 600 us are left.
        List<Optional<Forecast>> foreseen = foreseen(1_000, i -> 10_000 + 10 * i);
        assertThat(foreseen.subList(0, 939)).allMatch(Optional::isEmpty);
        assertThat(foreseen.get(941)).isPresent();
    }

    @Test
    void halfAMinuteTellsNothingAndWhatIsForgottenNeither() {
        List<Optional<Forecast>> foreseen = foreseen(WINDOWS, i -> 17_000 + 40 * i);
        assertThat(foreseen.subList(0, WINDOWS - 1)).allMatch(Optional::isEmpty);
        assertThat(foreseen.getLast()).isPresent();

        Trend trend = new Trend(WINDOWS);
        for (int i = 0; i < WINDOWS; i++) {
            trend.add(17_000 + 40 * i);
        }
        trend.forget();
        trend.add(19_500);
        assertThat(trend.reaching(BOUND_US)).isEmpty();
    }
}
