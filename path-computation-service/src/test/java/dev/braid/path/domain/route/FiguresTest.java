package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void millisecondsReadAsAFormatterWouldWriteThem() {
        for (long us = 0; us < 30_000; us++) {
            assertThat(Figures.milliseconds(us)).isEqualTo(String.format(Locale.ROOT, "%.1f ms", us / 1000.0));
        }
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long us = random.nextLong(10_000_000_000L);
            assertThat(Figures.milliseconds(us)).isEqualTo(String.format(Locale.ROOT, "%.1f ms", us / 1000.0));
        }
    }

    @Test
    void moneyReadsAsItIsRounded() {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            long micros = i < 30_000 ? 1_000L * i : random.nextLong(1_000_000_000_000_000L);
            String cents = BigDecimal.valueOf(micros, 6)
                    .setScale(2, RoundingMode.HALF_UP)
                    .toPlainString();
            assertThat(Figures.money(micros, "USD")).isEqualTo(cents + " USD");
        }
    }
}
