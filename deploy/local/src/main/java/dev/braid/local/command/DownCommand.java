package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.Leftovers;
import dev.braid.local.process.RunState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops the system, whoever started it. */
@Command(name = "down", description = "Stops everything; the data stays.")
public final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.current();
        Terminal terminal = Terminal.standard();
        Optional<RunState> state = RunState.read(installation);
        if (state.isEmpty()) {
            Leftovers.remove(installation, terminal);
            terminal.line("Braid is not running.");
            return 0;
        }
        state.get().launcher().process().ifPresent(DownCommand::stop);
        Leftovers.remove(installation, terminal);
        terminal.line("Stopped.");
        return 0;
    }

    private static void stop(ProcessHandle launcher) {
        launcher.destroy();
        try {
            launcher.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            launcher.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
