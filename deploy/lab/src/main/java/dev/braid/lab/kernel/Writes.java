package dev.braid.lab.kernel;

import dev.braid.lab.plan.Sids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What changes in the routes and rules of routers, as their kernels tell everybody who asks. */
public final class Writes implements AutoCloseable {
    private static final String OURS = "203.0.113.0/24";

    private final List<String> nodes;
    private final List<Process> monitors = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    /** Listens from now on. */
    public Writes(List<String> nodes) {
        this.nodes = List.copyOf(nodes);
        try {
            for (String node : nodes) {
                Path file = Files.createTempFile("writes", node);
                files.add(file);
                monitors.add(new ProcessBuilder("ip", "-n", Sids.namespace(node), "monitor", "route", "rule")
                        .redirectErrorStream(true)
                        .redirectOutput(file.toFile())
                        .start());
            }
            heard(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All but our own. */
    public List<String> stop() {
        List<String> writes = new ArrayList<>();
        try {
            heard(2);
            for (Path file : files) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.contains(OURS))
                        .forEach(writes::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writes;
    }

    /** A change of our own shows that the monitors listen, and that they have told all that was before it. */
    private void heard(int times) throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            for (int wait = 0; ours(files.get(i)) < 2 * times; wait++) {
                if (wait == 50) {
                    throw new CommandFailed("The monitor of %s hears nothing.".formatted(nodes.get(i)));
                }
                if (wait % 10 == 0) {
                    ip(nodes.get(i), "add");
                    ip(nodes.get(i), "del");
                }
                pause();
            }
        }
    }

    private static void ip(String node, String word) {
        Commands.run("ip", "-n", Sids.namespace(node), "route", word, "blackhole", OURS);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted while the kernels were listened to.");
        }
    }

    private static long ours(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(OURS))
                .count();
    }

    @Override
    public void close() {
        monitors.forEach(Process::destroyForcibly);
        try {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
