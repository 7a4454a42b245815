package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRulesTest {
    private static final long NOW_US = 1_800_000_000_000_000L;
    private static final LinkFacts LINK = new LinkFacts("atlas-lon-par-1", "atlas", 1_700);
    private static final SampleRules RULES = new SampleRules(
            30_000_000, 5_000_000, 10_000_000, Set.of("probe-1"), Map.of("atlas", Set.of("atlas@local")));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # source,  age us,   latency us, jitter us, loss,      throughput, verdict
            atlas,     0,        1700,       0,         0,         0,          accepted
            atlas,     30000000, 1700,       10,        0.5,       1000,       accepted
            atlas,     -5000000, 10000000,   10000000,  0,         0,          accepted
            probe-1,   0,        1700,       0,         0,         0,          accepted
            atlas,     0,        0,          0,         1,         0,          accepted
            atlas,     0,        1700,       0,         NaN,       0,          not_a_number
            atlas,     0,        1700,       0,         -0.01,     0,          loss_out_of_range
            atlas,     0,        1700,       0,         1.01,      0,          loss_out_of_range
            atlas,     0,        1700,       0,         Infinity,  0,          loss_out_of_range
            atlas,     0,        1700,       0,         -Infinity, 0,          loss_out_of_range
            atlas,     0,        -1,         0,         0,         0,          negative
            atlas,     0,        -1,         0,         1,         0,          negative
            atlas,     0,        1700,       -1,        0,         0,          negative
            atlas,     0,        1700,       0,         0,         -1,         negative
            atlas,     0,        10000001,   0,         0,         0,          above_ceiling
            atlas,     0,        1700,       10000001,  0,         0,          above_ceiling
            atlas,     30000001, 1700,       0,         0,         0,          too_old
            atlas,     -5000001, 1700,       0,         0,         0,          in_the_future
            atlas,     0,        1699,       0,         0,         0,          below_floor
            atlas,     0,        0,          0,         0.99,      0,          below_floor
            boreal,    0,        1700,       0,         0,         0,          foreign_source
            '',        0,        1700,       0,         0,         0,          foreign_source
            """)
    void everySampleIsTakenOrRefusedForItsReason(
            String source, long ageUs, long latencyUs, long jitterUs, double loss, long throughputBps, String verdict) {
        Sample sample = new Sample(LINK.linkId(), source, NOW_US - ageUs, latencyUs, jitterUs, loss, throughputBps);

        assertThat(RULES.check(sample, Optional.of(LINK), NOW_US)
                        .map(SampleFault::code)
                        .orElse("accepted"))
                .isEqualTo(verdict);
    }

    @Test
    void aLinkThatTheTopologyDoesNotHoldIsUnknown() {
        Sample sample = new Sample("nowhere", "atlas", NOW_US, 1_700, 0, 0, 0);

        assertThat(RULES.check(sample, Optional.empty(), NOW_US)).contains(SampleFault.UNKNOWN_LINK);
    }

    @Test
    void aTimeAtTheEndOfTimeIsRefusedAndDoesNotOverflow() {
        Sample ancient = new Sample(LINK.linkId(), "atlas", -253_402_300_799_000_000L, 1_700, 0, 0, 0);
        Sample distant = new Sample(LINK.linkId(), "atlas", 253_402_300_799_000_000L, 1_700, 0, 0, 0);

        assertThat(RULES.check(ancient, Optional.of(LINK), NOW_US)).contains(SampleFault.TOO_OLD);
        assertThat(RULES.check(distant, Optional.of(LINK), NOW_US)).contains(SampleFault.IN_THE_FUTURE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # speaker,    speaks as, may
            atlas,        atlas,     true
            atlas@local,  atlas,     true
            atlas@local,  boreal,    false
            boreal,       atlas,     false
            probe-1,      atlas,     true
            probe-1,      probe-1,   true
            anybody,      probe-1,   false
            """)
    void aCallerSpeaksForItselfAndProbesForEveryone(String speaker, String source, boolean may) {
        assertThat(RULES.maySpeakAs(speaker, source)).isEqualTo(may);
    }

    @Test
    void senselessBoundsAreRefusedWithTheirValues() {
        assertThatThrownBy(() -> new SampleRules(0, 5, 10, Set.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("age 0 us");
    }
}
