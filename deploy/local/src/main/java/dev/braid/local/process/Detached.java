package dev.braid.local.process;

import dev.braid.embedded.PrivateFiles;
import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A launcher that outlives the command that started it. */
public final class Detached {
    private static final int POLL_MILLIS = 200;

    private Detached() {}

    /** Starts a launcher of its own session, shows its progress until it is ready, and returns its exit code if it fails. */
    public static int up(Installation installation, Terminal terminal) throws IOException, InterruptedException {
        PrivateFiles.folder(installation.logs());
        Path log = installation.log("launcher");
        Files.writeString(log, "");
        List<String> command = new ArrayList<>();
        // A closed terminal must not end it, nor must Ctrl-C in the command after this one.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dbraid.repository=" + System.getProperty("braid.repository", System.getProperty("user.dir")),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.braid.local.Braid",
                "up"));
        Process launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (RandomAccessFile progress = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                boolean alive = launcher.isAlive();
                boolean ready = RunState.read(installation)
                        .filter(state -> state.readyMillis() > 0)
                        .isPresent();
                show(progress, terminal);
                if (!alive) {
                    return launcher.exitValue();
                }
                if (ready) {
                    Thread.sleep(POLL_MILLIS);
                    show(progress, terminal);
                    return 0;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static void show(RandomAccessFile progress, Terminal terminal) throws IOException {
        for (String line = progress.readLine(); line != null; line = progress.readLine()) {
            // RandomAccessFile reads bytes as Latin-1.
            terminal.line(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
    }
}
