package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import dev.braid.path.control.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when the broker goes and comes back. */
class BrokenBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void theFileStopsTheMachineWithoutABrokerAndAllOfThemWithOne() throws IOException {
        int port = FreePort.find();
        String address = "127.0.0.1:" + port;
        Path file = folder.resolve("automation-stopped");
        Map<String, String> settings = Map.of("braid.path.control.stop-file", file.toString());
        EmbeddedKafka kafka = start(port);
        try (TestControls one = TestControls.start(address, settings).awaitMoving()) {
            kafka.close();

            Files.writeString(file, "fire in the machine room\n");
            assertThat(one.awaitStopped("by the file " + file)).contains("fire in the machine room");
            Files.delete(file);
            one.awaitMoving();
            Files.createFile(file);
            one.awaitStopped("by the file " + file);
        }
        try (TestControls restarted = TestControls.start(address, settings)) {
            restarted.awaitStopped("by the file " + file);
            kafka = start(port);
            try (TestControls other = TestControls.start(address)) {
                other.awaitEngagedBy("file@");
                other.awaitStopped("by file@");
                Files.delete(file);
                restarted.awaitStopped("by file@");
                restarted.release();
                other.awaitMoving();
            }
        } finally {
            kafka.close();
        }
    }

    @Test
    void silenceOfTheBrokerCountsAsAStopAndWhatWasStoppedIsStoppedWhenItIsBack() throws IOException {
        int port = FreePort.find();
        String address = "127.0.0.1:" + port;
        EmbeddedKafka kafka = start(port);
        try (TestControls one = TestControls.start(address, Map.of("braid.path.control.max-silence", "4s"))
                .awaitMoving()) {
            kafka.close();
            one.awaitStopped("has not been able to read");
            assertThat(one.submit(new Order.AskForRelease("ann", "is anybody there"))
                            .handle((_, failure) -> failure)
                            .join())
                    .hasMessageContaining("not certain");
            kafka = start(port);
            one.awaitMoving();
            one.order(new Order.Engage("ann", "storm"));
            kafka.close();
            kafka = start(port);
            one.awaitStopped("by ann: storm");
            try (TestControls again = TestControls.start(address)) {
                again.awaitEngagedBy("ann");
                again.awaitStopped("by ann: storm");
            }
        } finally {
            kafka.close();
        }
    }

    private EmbeddedKafka start(int port) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        Topics.create(kafka.bootstrapServers());
        return kafka;
    }
}
