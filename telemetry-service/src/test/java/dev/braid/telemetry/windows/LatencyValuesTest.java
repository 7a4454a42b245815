package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyValuesTest {
    @Test
    void noValueHasNoQuantile() {
        assertThat(new LatencyValues().quantile(0.5)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 63, 64, 65, 1_000, 5_000})
    void agreesWithSortingEverything(int count) {
        Random random = new Random(count);
        LatencyValues values = new LatencyValues();
        long[] all = new long[count];
        for (int i = 0; i < count; i++) {
            all[i] = 1 + (long) Math.exp(random.nextDouble() * Math.log(10_000_000));
            values.add(all[i]);
        }
        Arrays.sort(all);
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            long exact = all[(int) Math.ceil(share * count) - 1];
            if (count <= LatencyValues.KEPT) {
                assertThat(values.quantile(share)).isEqualTo(exact);
            } else {
                assertThat((double) values.quantile(share)).isCloseTo((double) exact, withPercentage(0.1));
            }
        }
    }
}
