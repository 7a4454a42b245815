package dev.braid.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the reference data lies: the system property {@code braid.data}, or the folder shared beside the project. */
final class Data {
    private Data() {}

    static Optional<Path> find(String file) {
        Path root = Path.of(System.getProperty("braid.data", "../shared"));
        Path found = root.resolve(file);
        return Files.isReadable(found) ? Optional.of(found) : Optional.empty();
    }
}
