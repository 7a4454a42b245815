package dev.braid.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path home;

    @Test
    void everyKeyHasADefault() {
        Settings settings = Settings.load(home);

        assertThat(settings.ports())
                .containsEntry("port.kafka", 19092)
                .containsEntry("port.postgres", 15432)
                .containsEntry("port.gateway-service.http", 8080)
                .containsEntry("port.intent-service.grpc", 9101)
                .doesNotContainKey("port.gateway-service.grpc");
    }

    @Test
    void aSettingOfTheFileCounts() throws Exception {
        Files.writeString(home.resolve(Settings.FILE), "port.gateway-service.http = 8888\n");

        assertThat(Settings.load(home).httpPort(Service.GATEWAY)).isEqualTo(8888);
    }

    @Test
    void aPortThatIsNoneIsNamedWithItsKey() throws Exception {
        Files.writeString(home.resolve(Settings.FILE), "port.kafka=70000\n");

        assertThatThrownBy(() -> Settings.load(home).kafkaPort())
                .hasMessage("port.kafka in settings.properties is 70000; a port is a number from 1 to 65535.");
    }

    @Test
    void otherCarriersThanTheSimulatedOnesAreToldToTheServiceThatBuysFromThem() throws Exception {
        Files.writeString(home.resolve(Settings.FILE), """
                topology=/somewhere/network.json
                start.simulator=false
                set.provisioning-service.braid.provisioning.providers.alpha.adapter=grpc
                set.telemetry-service.braid.telemetry.windows.down-after=1
                """);

        Settings settings = Settings.load(home);
        assertThat(settings.topology()).contains(Path.of("/somewhere/network.json"));
        assertThat(settings.services())
                .contains(Service.PROVISIONING)
                .hasSize(Service.values().length - 1)
                .doesNotContain(Service.SIMULATOR);
        assertThat(settings.ports()).doesNotContainKey("port.simulator.http");
        assertThat(settings.told(Service.PROVISIONING))
                .containsExactly(Map.entry("braid.provisioning.providers.alpha.adapter", "grpc"));
        assertThat(settings.told(Service.INTENT)).isEmpty();
    }

    @Test
    void noServiceOfBraidItselfCanBeLeftOut() throws Exception {
        Files.writeString(home.resolve(Settings.FILE), "start.intent-service=false\n");

        assertThat(Settings.load(home).services()).containsExactly(Service.values());
    }
}
