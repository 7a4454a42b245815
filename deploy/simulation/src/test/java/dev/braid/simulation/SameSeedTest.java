package dev.braid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SameSeedTest {
    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"SLOW_LINK", "CUT_CABLE", "CLOCK_JUMP", "RECOVERY_HERD"})
    void equalSeedsPlayTheSameAndOthersDoNot(Scenario scenario) {
        Outcome first = Run.of(scenario, 7, Run.Settings.REAL);
        Outcome again = Run.of(scenario, 7, Run.Settings.REAL);
        Outcome other = Run.of(scenario, 8, Run.Settings.REAL);

        assertThat(again).isEqualTo(first);
        assertThat(other.digest()).isNotEqualTo(first.digest());
    }
}
