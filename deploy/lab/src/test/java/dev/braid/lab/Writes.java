package dev.braid.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What changes in the routes and rules of routers, as their kernels tell everybody who asks. */
final class Writes implements AutoCloseable {
    private static final String OURS = "203.0.113.0/24";

    private final List<String> nodes;
    private final List<Process> monitors = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    Writes(String... nodes) throws IOException {
        this.nodes = List.of(nodes);
        for (String node : nodes) {
            Path file = Files.createTempFile("writes", node);
            files.add(file);
            monitors.add(new ProcessBuilder("ip", "-n", "braid-" + node, "monitor", "route", "rule")
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start());
        }
        heard(1);
    }

    /** All but our own. */
    List<String> stop() throws IOException {
        heard(2);
        List<String> writes = new ArrayList<>();
        for (Path file : files) {
            Files.readAllLines(file).stream()
                    .filter(line -> !line.contains(OURS))
                    .forEach(writes::add);
        }
        return writes;
    }

    /** A change of our own shows that the monitors listen, and that they have told all that was before it. */
    private void heard(int times) throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            for (int wait = 0; ours(files.get(i)) < 2 * times; wait++) {
                if (wait == 50) {
                    throw new AssertionError("The monitor of %s hears nothing.".formatted(nodes.get(i)));
                }
                if (wait % 10 == 0) {
                    RunningLab.ip(nodes.get(i), "route", "add", "blackhole", OURS);
                    RunningLab.ip(nodes.get(i), "route", "del", "blackhole", OURS);
                }
                RunningLab.pause(20);
            }
        }
    }

    private static long ours(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(OURS))
                .count();
    }

    @Override
    public void close() throws IOException {
        monitors.forEach(Process::destroyForcibly);
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
