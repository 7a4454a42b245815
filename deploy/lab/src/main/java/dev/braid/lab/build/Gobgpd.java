package dev.braid.lab.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One GoBGP (https://github.com/osrg/gobgp) on this machine, at an address and with an API port of its own. */
public record Gobgpd(String name, String address, int apiPort, Path folder) {
    /** Started with this configuration, and again after it was ended. */
    Gobgpd configured(String toml) {
        try {
            Files.writeString(configuration(), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public RunningProcess start() {
        try {
            Process process = new ProcessBuilder(
                            "setsid",
                            "gobgpd",
                            "--config-file=" + configuration(),
                            "--api-hosts=%s:%d".formatted(address, apiPort),
                            "--log-plain",
                            "--pprof-disable")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile())
                    .start();
            RunningProcess running = new RunningProcess(name, process.toHandle());
            running.writeTo(folder);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException("gobgpd cannot be run.", e);
        }
    }

    private Path configuration() {
        return folder.resolve(name + ".toml");
    }
}
