package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishRuleTest {
    private static final PublishRule RULE = new PublishRule(0.02, 10_000_000);
    private static final LinkWindow LAST = window(0, 10_000, 20_000, 0, false);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # seconds, p50,   p95,   loss,  down,  due
            1,         10000, 20000, 0,     false, false
            1,         10200, 20400, 0.02,  false, false
            1,         10201, 20000, 0,     false, true
            1,         9799,  20000, 0,     false, true
            1,         10000, 20401, 0,     false, true
            1,         10000, 20000, 0.021, false, true
            1,         10000, 20000, 0,     true,  true
            9,         10000, 20000, 0,     false, false
            10,        10000, 20000, 0,     false, true
            """)
    void anIdleLinkIsHeardWhenItChangesOrAfterAWhile(
            long seconds, long p50, long p95, double loss, boolean down, boolean due) {
        assertThat(RULE.due(window(seconds, p50, p95, loss, down), Optional.of(LAST), false))
                .isEqualTo(due);
    }

    @Test
    void aLinkInUseIsHeardEveryWindow() {
        assertThat(RULE.due(window(1, 10_000, 20_000, 0, false), Optional.of(LAST), true))
                .isTrue();
    }

    @Test
    void theFirstWindowIsHeard() {
        assertThat(RULE.due(LAST, Optional.empty(), false)).isTrue();
    }

    private static LinkWindow window(long second, long p50, long p95, double loss, boolean down) {
        return new LinkWindow("a", second * 1_000_000, (second + 1) * 1_000_000, 1, p50, p95, p95, 0, loss, down);
    }
}
