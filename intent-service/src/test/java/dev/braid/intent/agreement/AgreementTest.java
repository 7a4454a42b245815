package dev.braid.intent.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.intent.domain.sla.CreditRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {
    @Test
    void tiersArePercentOfBoth() {
        assertThat(Agreement.rule(List.of("99:50", " 99.9 : 10".replace(" ", ""), "99.9999:0.5")))
                .isEqualTo(new CreditRule(List.of(
                        new CreditRule.Tier(999_999, 5_000),
                        new CreditRule.Tier(999_000, 100_000),
                        new CreditRule.Tier(990_000, 500_000))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "99.9", "99.9=10", "99.99999:10", "101:10", "99:0", "99:-1", "99:100.1", "a:b"})
    void whatCannotBeMeantIsRefusedWithItsValue(String tier) {
        assertThatThrownBy(() -> Agreement.rule(List.of(tier)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
