package dev.braid.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.ListIntentsResponse;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.api.telemetry.v1.ListConnectionHealthResponse;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.gateway.json.JsonMessageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the console's browser test is served must be what services could have said. */
class ConsoleFixturesTest {
    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("console/smoke/fixtures/intents.json", ListIntentsResponse.getDescriptor()),
                Arguments.of("console/smoke/fixtures/paths.json", ListPathsResponse.getDescriptor()),
                Arguments.of("console/smoke/fixtures/health.json", ListConnectionHealthResponse.getDescriptor()),
                Arguments.of("../deploy/demo/world.json", TopologyFile.getDescriptor()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void recordedAnswersKeepToTheContracts(String file, Descriptor type) throws IOException {
        Message message = JsonMessageReader.read(Files.readString(Path.of(file)), type);
        assertThat(message.getAllFields()).isNotEmpty();
    }
}
