package dev.braid.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistorySettingsTest {
    @Test
    void theDefaultsAreWithinTheirBounds() {
        HistorySettings settings = settings(Map.of());
        settings.check();
        assertThat(settings.secondsKept()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.minutesKept()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.hoursKept()).isEqualTo(Duration.ofDays(400));
    }

    @ParameterizedTest
    @CsvSource({
        "seconds-kept, 9m, PT9M, PT10M to PT24H",
        "seconds-kept, 25h, PT25H, PT10M to PT24H",
        "minutes-kept, 23h, PT23H, PT24H to PT9600H",
        "minutes-kept, 401d, PT9624H, PT24H to PT9600H",
        "hours-kept, 29d, PT696H, PT720H to PT96000H",
        "hours-kept, 4001d, PT96024H, PT720H to PT96000H",
        "write-period, 99ms, PT0.099S, PT0.1S to PT10S",
        "write-period, 11s, PT11S, PT0.1S to PT10S",
        "merge-after, 0s, PT0S, PT1S to PT10M",
        "merge-after, 11m, PT11M, PT1S to PT10M",
        "most-waiting, 999, 999, 1000 to 10000000",
        "most-waiting, 10000001, 10000001, 1000 to 10000000",
        "most-waiting-connections, 999, 999, 1000 to 10000000",
        "most-waiting-connections, 10000001, 10000001, 1000 to 10000000"
    })
    void whatIsOutOfBoundsIsNamedWithItsValueAndItsBound(String name, String value, String shown, String bound) {
        HistorySettings settings = settings(Map.of("braid.telemetry.history." + name, value));
        assertThatThrownBy(settings::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("braid.telemetry.history." + name, "(" + shown + ")", bound);
    }

    private static HistorySettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(HistorySettings.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(HistorySettings.class);
    }
}
