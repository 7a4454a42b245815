package dev.braid.local.command;

import dev.braid.embedded.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The file that stops the automatic moves of this machine while it exists.
 *
 * @param path where path computation looks for it
 */
record StopFile(Path path) {
    void write(String by, String reason) {
        if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("--reason must be one line of text.");
        }
        try {
            String line = "%s, %s: %s\n".formatted(by, Instant.now().truncatedTo(ChronoUnit.SECONDS), reason);
            PrivateFiles.write(path, line, "rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written: nothing is stopped by it.".formatted(path), e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be removed.".formatted(path), e);
        }
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
