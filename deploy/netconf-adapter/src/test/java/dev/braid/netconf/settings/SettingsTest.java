package dev.braid.netconf.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.netconf.device.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("LON_PASSWORD", "swordfish");

    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheReadmeIsRead() throws Exception {
        Assembly assembly = read(example());

        assertThat(assembly.provider()).isEqualTo("gamma");
        assertThat(assembly.customer()).isEqualTo("braid");
        assertThat(assembly.journal()).isEqualTo(folder.resolve("terms.journal"));
        assertThat(assembly.network().ends(List.of("lon-par")).z().id()).isEqualTo("par");
        Endpoint lon = assembly.endpoints().getFirst();
        assertThat(lon.port()).isEqualTo(830);
        assertThat(lon.hostKeys())
                .singleElement()
                .satisfies(it -> assertThat(it.getAlgorithm()).startsWith("Ed"));
        assertThat(lon.login().password()).contains("swordfish");
        assertThat(lon.bounds().answer()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aPasswordIsNeverShown() throws Exception {
        assertThat(read(example()).toString()).doesNotContain("swordfish");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "provider": "gamma"             | "provider": ""                      | provider is missing
                    "provider": "gamma"             | "supplier": "gamma"                 | supplier
                    "provider": "gamma"             | "provider": "gamma", "provider": "" | Duplicate
                    "provider": "gamma"             | "provider": "gamma", "timeoutMs": 0 | timeoutMs is 0; it must be from 1 to 600000
                    "port": 830                     | "port": 65536                       | devices.port is 65536; it must be from 1 to 65535
                    "passwordVariable": "LON_PASSWORD" | "passwordVariable": "NONE"       | NONE is missing
                    "passwordVariable": "LON_PASSWORD" | "password": "swordfish"          | password
                    "passwordVariable": "LON_PASSWORD" | "passwordVariable": "A", "keyFile": "b" | has 2 of passwordFile
                    ssh-ed25519                     | ssh-nonsense                        | devices.hostKeys of lon
                    "node": "lon"                   | "node": "rom"                       | ports.node is 'rom', none of [lon, par]
                    "device": "lon"                 | "device": "rom"                     | nodes.device is 'rom', none of [lon]
                    "from": "lon"                   | "from": "par"                       | must join two nodes
                    "id": "lon-par"                 | "id": "lon,par"                     | links.id is 'lon,par'; it must match
                    100000000000                    | 0                                   | at 0 bit/s
                    """)
    void whatMakesNoSenseIsNamed(String good, String bad, String message) throws Exception {
        String example = example();
        assertThat(example).contains(good);

        assertThatThrownBy(() -> read(example.replace(good, bad)))
                .isInstanceOf(SettingsInvalid.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void aDeviceWithoutAKnownHostKeyIsNotAccepted() throws Exception {
        String example = example().replaceAll("\"hostKeys\": \\[[^]]*]", "\"hostKeys\": []");

        assertThatThrownBy(() -> read(example)).hasMessageContaining("not talked to");
    }

    private Assembly read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("settings.json"), text);
        return Assembly.of(Settings.read(file), folder, ENVIRONMENT);
    }

    private static String example() throws Exception {
        Matcher block =
                Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
