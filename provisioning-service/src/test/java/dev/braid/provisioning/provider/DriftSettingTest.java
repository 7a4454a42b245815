package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration may say of changes that are not ours. */
class DriftSettingTest {
    private static final String KEY = "braid.provisioning.providers.atlas.drift";

    @Test
    void aProviderIsRepairedUnlessItIsToBeFrozen() {
        assertThat(drift(Map.of(KEY, "freeze"))).isEqualTo(ProviderSettings.Drift.FREEZE);
        assertThat(drift(Map.of(KEY, "repair"))).isEqualTo(ProviderSettings.Drift.REPAIR);
        assertThat(drift(Map.of("braid.provisioning.providers.atlas.url", "http://127.0.0.1:1")))
                .isEqualTo(ProviderSettings.Drift.REPAIR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"thaw", "freeze,repair", "true", "0"})
    void anythingElseStopsTheStartAndSaysWhatIsAllowed(String value) {
        assertThatThrownBy(() -> drift(Map.of(KEY, value)))
                .hasStackTraceContaining(KEY)
                .hasStackTraceContaining(value)
                .hasStackTraceContaining("repair")
                .hasStackTraceContaining("freeze");
    }

    private static ProviderSettings.Drift drift(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(ProviderSettings.class)
                .providers()
                .get("atlas")
                .drift();
    }
}
