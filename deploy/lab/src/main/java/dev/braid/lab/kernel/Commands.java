package dev.braid.lab.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of the system to their end. */
public final class Commands {
    private Commands() {}

    /** What it wrote; throws CommandFailed when it ends with anything but 0. */
    public static String run(String... words) {
        return feed("", words);
    }

    /** The same, given this text on its standard input. */
    public static String feed(String input, String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended before it read all; its own words say why.
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new CommandFailed(
                        "%s ended with %d: %s".formatted(String.join(" ", List.of(words)), code, output.strip()));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be run.".formatted(words[0]), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("%s was interrupted.".formatted(words[0]));
        }
    }
}
