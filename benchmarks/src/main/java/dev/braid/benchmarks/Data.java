package dev.braid.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The reference data that does not come with the sources: in the folder {@code -Dbraid.data} or {@code BRAID_DATA}. */
final class Data {
    private Data() {}

    static Optional<Path> find(String file) {
        String root = System.getProperty("braid.data", System.getenv().getOrDefault("BRAID_DATA", ""));
        return Optional.of(root)
                .filter(named -> !named.isEmpty())
                .map(named -> Path.of(named, file))
                .filter(Files::isReadable);
    }
}
