package dev.braid.intent.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditRuleTest {
    private static final CreditRule RULE = new CreditRule(List.of(
            new CreditRule.Tier(990_000, 500_000),
            new CreditRule.Tier(999_000, 100_000),
            new CreditRule.Tier(995_000, 250_000)));

    @ParameterizedTest(name = "{0} us of a million in breach: {1}")
    @CsvSource({
        "0, 0",
        "999, 0",
        "1000, 0",
        "1001, 100000",
        "5000, 100000",
        "5001, 250000",
        "10000, 250000",
        "10001, 500000",
        "1000000, 500000"
    })
    void theLowestTierThatAppliesCounts(long breachUs, int creditSharePpm) {
        assertThat(RULE.tier(figures(breachUs, 0))
                        .map(CreditRule.Tier::creditSharePpm)
                        .orElse(0))
                .isEqualTo(creditSharePpm);
    }

    @Test
    void whatIsNotKnownIsNoPartOfTheAvailability() {
        assertThat(RULE.tier(figures(999, 500_000)).orElseThrow().creditSharePpm())
                .isEqualTo(100_000);
    }

    @Test
    void aWholeMonthOfTheHighestPriceFits() {
        long month = 31L * 24 * 3_600 * 1_000_000;
        SlaFigures figures = new SlaFigures(month, month, 0, 1, month, 0, Map.of());
        CreditRule.Tier tier = RULE.tier(figures).orElseThrow();
        long charge = Charge.of(100_000_000_000_000L, month).micros();
        assertThat(charge).isEqualTo(744L * 100_000_000_000_000L);
        assertThat(tier.creditMicros(charge)).isEqualTo(charge / 2);
    }

    @Test
    void amountsAreRoundedDown() {
        assertThat(new CreditRule.Tier(999_000, 333_333).creditMicros(10)).isEqualTo(3);
        assertThat(Charge.of(3_599, 1_000_000).micros()).isZero();
        assertThat(Charge.of(3_599, 1_000_000).plus(Charge.of(1, 1_000_000)).micros())
                .isEqualTo(1);
    }

    @Test
    void creditsAreNumberedWithoutGapsAndNothingIsNoLine() {
        List<Credit> credits = Credit.numbered(
                Credit.of(Map.of("USD", 10L, "EUR", 0L, "CHF", 5L), Optional.of(new CreditRule.Tier(1, 200_000))), 7);
        assertThat(credits)
                .containsExactly(new Credit("CHF", 5, 1, 8), new Credit("EUR", 0, 0, 0), new Credit("USD", 10, 2, 9));
    }

    @Test
    void aRuleThatPaysLessForLessOrTwiceForTheSameIsRefused() {
        assertThatThrownBy(() -> new CreditRule(
                        List.of(new CreditRule.Tier(999_000, 200_000), new CreditRule.Tier(990_000, 100_000))))
                .hasMessageContaining("a lower availability must earn more");
        assertThatThrownBy(() -> new CreditRule(
                        List.of(new CreditRule.Tier(999_000, 200_000), new CreditRule.Tier(999_000, 300_000))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CreditRule.Tier(999_000, 1_000_001)).hasMessageContaining("1000001");
        assertThatThrownBy(() -> new CreditRule.Tier(0, 1)).hasMessageContaining("0 millionths");
    }

    private static SlaFigures figures(long breachUs, long unknownUs) {
        return new SlaFigures(1_000_000, breachUs, unknownUs, 1, breachUs, 0, Map.of());
    }
}
