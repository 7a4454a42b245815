package dev.braid.local.process;

import dev.braid.embedded.PrivateFiles;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.nio.file.Path;

/** How the broker logs: what went wrong, with its time, to its log file. */
final class LogSettings {
    private static final String CONTENT = """
            handlers=java.util.logging.ConsoleHandler
            .level=WARNING
            java.util.logging.ConsoleHandler.level=ALL
            java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s [%3$s] %5$s%6$s%n
            """;

    private LogSettings() {}

    static Path file(Installation installation) throws IOException {
        return PrivateFiles.write(installation.run().resolve("logging.properties"), CONTENT, "rw-------");
    }
}
