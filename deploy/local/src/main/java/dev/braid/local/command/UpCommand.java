package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.Detached;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the system up and stays until it is stopped. */
@Command(name = "up", description = "Starts everything and keeps it running until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--detach", description = "Return as soon as everything is ready; stop it with ./braid down.")
    private boolean detach;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Installation installation = Installation.current();
        Terminal terminal = Terminal.standard();
        if (detach) {
            return Detached.up(installation, terminal);
        }
        try (StoppableLauncher up = StoppableLauncher.start(() -> RunningSystem.start(installation, terminal))) {
            Summary.print(installation, up.launcher(), terminal);
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            terminal.line("Stopped.");
        }
        return 0;
    }
}
