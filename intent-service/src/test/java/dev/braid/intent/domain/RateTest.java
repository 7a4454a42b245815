package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static final BigDecimal HOUR_US = BigDecimal.valueOf(3_600_000_000L);

    static BigDecimal oracle(long priceMicrosPerHour, long durationUs) {
        return BigDecimal.valueOf(priceMicrosPerHour)
                .multiply(BigDecimal.valueOf(durationUs))
                .divide(HOUR_US, 0, RoundingMode.HALF_UP);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void anAmountEqualsTheExactOneRoundedHalfUp(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            long price = random.nextLong(1L << random.nextInt(1, 47)) % (Rate.MAX_PRICE_MICROS_PER_HOUR + 1);
            long duration = random.nextLong(1L << random.nextInt(1, 48));
            assertThat(BigDecimal.valueOf(rate(price).amountMicros(duration))).isEqualTo(oracle(price, duration));
        }
    }

    @Test
    void halvesAreRoundedUpAndWhatIsLessIsRoundedDown() {
        assertThat(rate(1).amountMicros(1_800_000_000L)).isEqualTo(1);
        assertThat(rate(1).amountMicros(1_799_999_999L)).isZero();
        assertThat(rate(3).amountMicros(1_800_000_000L)).isEqualTo(2);
    }

    @Test
    void theRestsDoNotOverflowAtTheirLargest() {
        for (long price : List.of(3_599_999_999L, 99_999_999_999_999L)) {
            for (long duration : List.of(3_599_999_999L, 7_199_999_999L, 311_039_999_999_999L)) {
                assertThat(BigDecimal.valueOf(rate(price).amountMicros(duration)))
                        .isEqualTo(oracle(price, duration));
            }
        }
    }

    @Test
    void tenYearsAtTheDearestRateCanBeCounted() {
        long tenYearsUs = 3_652L * 24 * 3_600_000_000L;
        assertThat(BigDecimal.valueOf(rate(Rate.MAX_PRICE_MICROS_PER_HOUR).amountMicros(tenYearsUs)))
                .isEqualTo(oracle(Rate.MAX_PRICE_MICROS_PER_HOUR, tenYearsUs));
    }

    @Test
    void anImpossibleRateCannotExist() {
        assertThatThrownBy(() -> new Rate(0, 1, "EUR")).hasMessageContaining("(0 bit/s)");
        assertThatThrownBy(() -> new Rate(1, -1, "EUR")).hasMessageContaining("(-1 millionths");
        assertThatThrownBy(() -> new Rate(1, Rate.MAX_PRICE_MICROS_PER_HOUR + 1, "EUR"))
                .hasMessageContaining("100000000000001");
        assertThatThrownBy(() -> new Rate(1, 1, "euro")).hasMessageContaining("'euro'");
        assertThatThrownBy(() -> rate(1).amountMicros(-1)).hasMessageContaining("(-1 us)");
    }

    private static Rate rate(long priceMicrosPerHour) {
        return new Rate(1, priceMicrosPerHour, "EUR");
    }
}
