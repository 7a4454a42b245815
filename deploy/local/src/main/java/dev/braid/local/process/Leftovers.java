package dev.braid.local.process;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Processes that a launcher left behind when it was killed. */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Ends them: asks first, then insists. */
    public static void remove(Installation installation, Terminal terminal) throws IOException {
        Optional<RunState> state = RunState.read(installation);
        List<ProcessHandle> living = Stream.concat(
                        state.stream()
                                .flatMap(known -> known.living().stream())
                                .flatMap(entry -> entry.process().stream()),
                        postmaster(installation.postgresData().resolve("data").resolve("postmaster.pid")).stream())
                .distinct()
                .toList();
        if (!living.isEmpty()) {
            terminal.warn("An earlier run was cut short; ending %d processes it left".formatted(living.size()));
        }
        living.forEach(Leftovers::ask);
        living.forEach(Leftovers::await);
        RunState.remove(installation);
    }

    /** PostgreSQL writes down its own number: the one thing that is certain after a crash in the middle of a start. */
    private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]+"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(Leftovers::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle handle) {
        return handle.info().command().orElse("").endsWith("/postgres");
    }

    /** PostgreSQL takes the usual signal as a wish to wait for its clients; the other one is its quick and clean end. */
    private static void ask(ProcessHandle handle) {
        if (isPostgres(handle)) {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(handle.pid()))
                        .start()
                        .waitFor();
                return;
            } catch (IOException e) {
                // No such program: the usual signal will do, only slower.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        handle.destroy();
    }

    private static void await(ProcessHandle handle) {
        CompletableFuture<ProcessHandle> exit = handle.onExit();
        try {
            exit.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            handle.destroyForcibly();
            exit.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
