package dev.braid.path.planning.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** A file that stops the moves of this machine: it needs no broker, no database and no network. */
final class StopFile {
    private static final long LOOK_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final int LONGEST_NOTE = 300;

    private final Optional<Path> file;
    private volatile Look last;

    /** Whether somebody put the file there, as far as that can be seen. */
    sealed interface Sight {
        /** It is not there. */
        record Absent() implements Sight {}

        /** It is there, with that in its first line or nothing. */
        record Present(Path file, String note) implements Sight {}

        /** Nobody knows. */
        record Unknown(String reason) implements Sight {}
    }

    private record Look(Sight sight, long atNanos) {}

    StopFile(Optional<Path> file) {
        this.file = file;
        this.last = look();
    }

    /** As it is now, or was a tenth of a second ago: a batch asks for each of its judgements. */
    Sight sight() {
        Look known = last;
        if (System.nanoTime() - known.atNanos >= LOOK_INTERVAL_NANOS) {
            known = look();
            last = known;
        }
        return known.sight;
    }

    private Look look() {
        long now = System.nanoTime();
        return new Look(file.map(StopFile::look).orElseGet(Sight.Absent::new), now);
    }

    private static Sight look(Path file) {
        try {
            // A link that leads nowhere was put there too.
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Sight.Present(file, note(file));
        } catch (NoSuchFileException e) {
            Path folder = file.toAbsolutePath().getParent();
            return Files.isDirectory(folder) && Files.isReadable(folder)
                    ? new Sight.Absent()
                    : unknown(file, "there is no folder %s that can be read".formatted(folder));
        } catch (IOException | SecurityException e) {
            return unknown(file, e.toString());
        }
    }

    private static Sight unknown(Path file, String cause) {
        return new Sight.Unknown("Nothing is moved by this machine, as nobody knows whether the file %s is there: %s."
                .formatted(file, cause));
    }

    private static String note(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            char[] start = new char[LONGEST_NOTE];
            int length = reader.read(start);
            return length < 1
                    ? ""
                    : new String(start, 0, length)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .replaceAll("[\\p{Cntrl}\\x80-\\x9f]", " ")
                            .strip();
        } catch (IOException | SecurityException e) {
            // That it is there is enough.
            return "";
        }
    }
}
