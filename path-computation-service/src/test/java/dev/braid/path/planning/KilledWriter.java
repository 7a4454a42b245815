package dev.braid.path.planning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The planning loop as a process of its own, made to be killed. */
final class KilledWriter {
    private static final String NAME = "killed";

    private final Process process;

    private KilledWriter(Process process) {
        this.process = process;
    }

    /** Starts it on the broker; it writes as soon as it can, in the place of the one before it. */
    static KilledWriter start(String bootstrapServers, Path log) throws IOException {
        return new KilledWriter(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        bootstrapServers))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Small transactions: there are more moments at which it can die. */
    public static void main(String[] bootstrapServers) throws InterruptedException {
        TestReplica.start(
                bootstrapServers[0],
                Map.of(
                        "braid.path.planning.instance-id",
                        NAME,
                        "braid.path.planning.batch-intents",
                        "7",
                        "braid.path.planning.batch-connections",
                        "8",
                        "braid.path.planning.batch-moves",
                        "7"));
        Thread.currentThread().join();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
