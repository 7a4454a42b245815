package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.provisioning.domain.Outage;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the configuration may say of modifications, instead of the adapter. */
class ModifyOutageTest {
    private static final String ATLAS = "braid.provisioning.providers.atlas.";

    @ParameterizedTest
    @EnumSource(Outage.class)
    void whatAModificationDoesIsOneOfTheOutageClasses(Outage outage) {
        assertThat(told(Map.of(ATLAS + "modify-outage", outage.name().toLowerCase(Locale.ROOT))))
                .contains(outage);
    }

    @Test
    void whereNothingIsSaidTheAdapterDecides() {
        assertThat(told(Map.of(ATLAS + "url", "http://127.0.0.1:1"))).isEmpty();
    }

    @Test
    void anythingElseStopsTheStart() {
        assertThatThrownBy(() -> told(Map.of(ATLAS + "modify-outage", "soft")))
                .hasStackTraceContaining(ATLAS + "modify-outage")
                .hasStackTraceContaining("soft");
    }

    private static Optional<Outage> told(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(ProviderSettings.class)
                .providers()
                .get("atlas")
                .modifyOutage();
    }
}
