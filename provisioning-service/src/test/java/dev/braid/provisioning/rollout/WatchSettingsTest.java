package dev.braid.provisioning.rollout;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be set of how we listen to providers. */
class WatchSettingsTest {
    private static final String PREFIX = "braid.provisioning.watch.";

    /** As the configuration reads them, with defaults for the others. */
    static WatchSettings settings(Map<String, String> values) {
        Map<String, String> properties =
                values.entrySet().stream().collect(Collectors.toMap(it -> PREFIX + it.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WatchSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(WatchSettings.class);
    }

    @Test
    void theDefaultsCanBeMeant() {
        assertThatNoException().isThrownBy(() -> OrderWatches.check(settings(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spacing          | 0s    | (PT0S) must be from PT0.001S to PT1H.
            spacing          | 61m   | (PT1H1M) must be from PT0.001S to PT1H.
            batch            | 0     | (0) must be from 1 to 1000000.
            batch            | -7    | (-7) must be from 1 to 1000000.
            queue            | 0     | (0) must be from 1 to 1000000.
            queue            | 1000001 | (1000001) must be from 1 to 1000000.
            first-back-off   | 0s    | (PT0S) must be from PT0.001S to PT1H.
            longest-back-off | 499ms | (PT0.499S) must be from PT0.5S to PT1H.
            longest-back-off | 2h    | (PT2H) must be from PT0.5S to PT1H.
            recheck          | 0s    | (PT0S) must be from PT0.001S to PT1H.
            """)
    void whatCannotBeMeantIsNamed(String key, String value, String message) {
        assertThatThrownBy(() -> OrderWatches.check(settings(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(PREFIX + key + " " + message);
    }

    @ParameterizedTest
    @CsvSource({"batch,many", "spacing,soon", "enabled,", "queue,9999999999"})
    void whatCannotBeReadIsNamed(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value == null ? "" : value)))
                .hasStackTraceContaining(PREFIX + key);
    }
}
