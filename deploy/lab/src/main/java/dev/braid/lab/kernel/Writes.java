package dev.braid.lab.kernel;

import dev.braid.lab.plan.Sids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What changes in the routes, rules and packet filters of routers, as their kernels tell everybody who asks: all that
 * agents write there.
 */
public final class Writes implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final int PAUSES = 50;
    private static final int PAUSES_BEFORE_ANOTHER = 10;

    private final List<Ear> ears = new ArrayList<>();

    /** Listens from now on. */
    public Writes(List<String> nodes) {
        boolean listening = false;
        try {
            for (String node : nodes) {
                ears.add(Ear.ofRoutes(node));
                ears.add(Ear.ofFilters(node));
            }
            ears.forEach(ear -> hear(ear, ear.mark + "1"));
            listening = true;
        } finally {
            if (!listening) {
                close();
            }
        }
    }

    /** All but our own, router by router. */
    public List<Write> stop() {
        ears.forEach(ear -> hear(ear, ear.mark + "2"));
        return ears.stream().flatMap(ear -> ear.others().stream()).toList();
    }

    /** A change of our own shows that the ear is open, and that it has told all that was before it. */
    private static void hear(Ear ear, String own) {
        for (int pause = 0; !ear.heard(own); pause++) {
            if (pause == PAUSES) {
                throw new CommandFailed("Nothing is heard of the kernel of %s.".formatted(ear.node));
            }
            if (pause % PAUSES_BEFORE_ANOTHER == 0) {
                ear.changing.accept(own);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("Interrupted while the kernels were listened to.");
            }
        }
    }

    @Override
    public void close() {
        ears.forEach(ear -> ear.process.destroyForcibly());
    }

    /** A program that tells of one router, and the name of what we change there ourselves, which leaves nothing. */
    private record Ear(String node, String mark, Consumer<String> changing, Process process, List<Write> told) {
        /** After each transaction nftables tells who made it; what was changed stands before that. */
        private static final String TRANSACTION = "# new generation";

        static Ear ofRoutes(String node) {
            String space = Sids.namespace(node);
            return listen(
                    node,
                    "203.0.113.",
                    own -> {
                        Commands.run("ip", "-n", space, "route", "add", "blackhole", own);
                        Commands.run("ip", "-n", space, "route", "del", "blackhole", own);
                    },
                    List.of("ip", "-n", space, "monitor", "route", "rule"));
        }

        static Ear ofFilters(String node) {
            String space = Sids.namespace(node);
            return listen(
                    node,
                    "braid_heard_",
                    own -> Commands.run(
                            "ip",
                            "netns",
                            "exec",
                            space,
                            "nft",
                            "add table inet %1$s; delete table inet %1$s".formatted(own)),
                    List.of("ip", "netns", "exec", space, "nft", "monitor"));
        }

        private static Ear listen(String node, String mark, Consumer<String> changing, List<String> command) {
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                Ear ear = new Ear(node, mark, changing, process, new CopyOnWriteArrayList<>());
                Thread.ofPlatform().daemon().name("writes to " + node).start(ear::listen);
                return ear;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void listen() {
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    told.add(new Write(Instant.now(), node, line.strip()));
                }
            } catch (IOException e) {
                // It was closed; had it ended before, our own change would not be heard.
            }
        }

        boolean heard(String own) {
            return told.stream().anyMatch(write -> write.change().contains(own));
        }

        List<Write> others() {
            return told.stream()
                    .filter(write ->
                            !write.change().contains(mark) && !write.change().startsWith(TRANSACTION))
                    .toList();
        }
    }
}
