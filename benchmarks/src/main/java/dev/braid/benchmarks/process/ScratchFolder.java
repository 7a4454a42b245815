package dev.braid.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for what is measured, gone with everything in it when the measurement is over. */
public record ScratchFolder(Path path) implements AutoCloseable {
    /** An empty one. */
    public static ScratchFolder create() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("braid-bench"));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
