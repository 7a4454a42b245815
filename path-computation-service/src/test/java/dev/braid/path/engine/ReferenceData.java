package dev.braid.path.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reference networks that do not come with the sources: where they are not, the tests that need them are skipped. */
public final class ReferenceData {
    private ReferenceData() {}

    /** The folder in what {@code -Dbraid.data} or {@code BRAID_DATA} names. */
    public static Path folder(String name) {
        String root = System.getProperty("braid.data", System.getenv().getOrDefault("BRAID_DATA", ""));
        assumeTrue(
                !root.isEmpty(),
                () -> "skipped: needs %s; name the folder that has it by BRAID_DATA or -Dbraid.data".formatted(name));
        Path folder = Path.of(root, name);
        assumeTrue(
                Files.isDirectory(folder),
                () -> "skipped: BRAID_DATA or -Dbraid.data names %s, which has no %s".formatted(root, name));
        return folder;
    }
}
