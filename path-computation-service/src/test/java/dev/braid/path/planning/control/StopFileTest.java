package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.planning.control.StopFile.Sight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopFileTest {
    @TempDir
    private Path folder;

    @Test
    void whereNoneIsSetNoneIsThere() {
        assertThat(new StopFile(Optional.empty()).sight()).isEqualTo(new Sight.Absent());
    }

    @Test
    void itIsSeenSoonAfterItWasPutThereAndSoonAfterItIsGone() throws IOException {
        Path file = folder.resolve("stop");
        StopFile stop = new StopFile(Optional.of(file));
        assertThat(stop.sight()).isEqualTo(new Sight.Absent());

        Files.writeString(file, "ann: storm\nmore\n");
        await(stop, new Sight.Present(file, "ann: storm"));
        Files.delete(file);
        await(stop, new Sight.Absent());
    }

    @Test
    void whateverIsInItItIsThere() throws IOException {
        Path file = folder.resolve("stop");
        Files.createFile(file);
        assertThat(new StopFile(Optional.of(file)).sight()).isEqualTo(new Sight.Present(file, ""));
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
        assertThat(new StopFile(Optional.of(file)).sight()).isEqualTo(new Sight.Present(file, ""));
        Files.writeString(file, "\u001b[31mred\u0007 " + "x".repeat(1_000_000), StandardCharsets.UTF_8);
        assertThat(new StopFile(Optional.of(file)).sight())
                .isInstanceOfSatisfying(
                        Sight.Present.class,
                        present -> assertThat(present.note())
                                .startsWith("[31mred  xxx")
                                .hasSizeLessThan(301));
    }

    @Test
    void aFolderOrALinkThatLeadsNowhereIsThereToo() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertThat(new StopFile(Optional.of(inner)).sight()).isEqualTo(new Sight.Present(inner, ""));
        assertThat(new StopFile(Optional.of(link)).sight()).isEqualTo(new Sight.Present(link, ""));
    }

    @Test
    void whereNobodyCanLookNobodyKnows() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(new StopFile(Optional.of(folder.resolve("missing").resolve("stop"))).sight())
                .isInstanceOf(Sight.Unknown.class);
        assertThat(new StopFile(Optional.of(file.resolve("stop"))).sight()).isInstanceOf(Sight.Unknown.class);
    }

    private static void await(StopFile stop, Sight expected) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> stop.sight().equals(expected));
    }
}
