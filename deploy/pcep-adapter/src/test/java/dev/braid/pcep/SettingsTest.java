package dev.braid.pcep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.braid.pcep.adapter.Settings;
import dev.braid.pcep.adapter.SettingsInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    static final String GOOD = """
            {"provider": "core", "folder": ".",
             "pce": {"host": "127.0.0.1", "port": 0, "answer_ms": 20000},
             "adapter": {"host": "127.0.0.1", "port": 0},
             "routers": [
              {"id": "a1", "session_address": "127.0.2.1", "address": "10.0.0.1"},
              {"id": "c1", "session_address": "127.0.2.2", "address": "10.0.0.3"}],
             "links": [
              {"id": "a1-b1", "back_id": "b1-a1", "from": "a1", "to": "b1", "label": 24012, "capacity_bps": 100000000},
              {"id": "b1-a1", "back_id": "a1-b1", "from": "b1", "to": "a1", "label": 24021, "capacity_bps": 100000000},
              {"id": "b1-c1", "back_id": "c1-b1", "from": "b1", "to": "c1", "label": 24023, "capacity_bps": 100000000},
              {"id": "c1-b1", "back_id": "b1-c1", "from": "c1", "to": "b1", "label": 24032, "capacity_bps": 100000000}]}
            """;

    @TempDir
    Path folder;

    static Path write(Path folder, String json) throws IOException {
        return Files.writeString(folder.resolve("settings.json"), json);
    }

    @Test
    void theExampleOfTheReadmeIsRead() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```json") + "```json".length();
        Settings settings = Settings.read(write(folder, readme.substring(start, readme.indexOf("```", start))));
        assertThat(settings.pceAddress().getPort()).isEqualTo(4189);
        assertThat(settings.goingUpCounts()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"provider\": \"core\", | | provider is missing",
                "\"folder\" | \"floder\" | floder is not known",
                "\"answer_ms\": 20000 | \"answer_ms\": 0 | pce.answer_ms (0) must be a whole number from 1 to 60000",
                "\"answer_ms\": 20000 | \"keepalive_s\": 200 | The dead timer (PT2M) must be longer",
                "127.0.2.2 | 127.0.2.1 | routers[1].session_address (127.0.2.1) must be one router's only",
                "10.0.0.3 | fd00::3 | routers[1].address (fd00::3) must be an IPv4 address",
                "\"id\": \"c1\" | \"id\": \"a1\" | routers[1].id (a1) must be only once",
                "24023 | 15 | links[2].label (15) must be a whole number from 16 to 1048575",
                "24023 | 1048576 | links[2].label (1048576) must be a whole number from 16 to 1048575",
                "\"back_id\": \"b1-c1\" | \"back_id\": \"a1-b1\" | of 'b1-c1' must be the link that leads back",
                "\"capacity_bps\": 100000000 | \"capacity_bps\": \"much\" | capacity_bps (\"much\") must be a whole number",
                "{\"provider\" | {{ | is no JSON"
            })
    void whatIsWrongIsNamed(String good, String bad, String words) throws Exception {
        Path file = write(folder, GOOD.replace(good, bad == null ? "" : bad));
        assertThatExceptionOfType(SettingsInvalid.class)
                .isThrownBy(() -> Settings.read(file))
                .withMessageContaining(words);
    }
}
