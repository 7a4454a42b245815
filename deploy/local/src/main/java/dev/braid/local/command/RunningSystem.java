package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.Launcher;
import dev.braid.local.topology.TopologyApplier;
import java.time.Duration;
import java.time.Instant;

/** A system that is not only running but furnished: with its network and its tenants. */
public final class RunningSystem {
    private RunningSystem() {}

    /** Brings everything up until the first intent can be submitted. */
    public static Launcher start(Installation installation, Terminal terminal) {
        terminal.title("Braid starts in " + installation.home());
        Launcher launcher = Launcher.up(installation, terminal);
        boolean furnished = false;
        try (BraidClient client = new BraidClient(installation)) {
            Instant start = Instant.now();
            TopologyApplier.Outcome outcome =
                    new TopologyApplier(client).apply(TopologyApplier.read(installation.world()));
            terminal.done(
                    "topology",
                    "%d elements, %d new or changed".formatted(outcome.total(), outcome.changed()),
                    Duration.between(start, Instant.now()).toMillis());
            Instant tenantsStart = Instant.now();
            DemoTenants.create(client);
            terminal.done(
                    "tenants",
                    String.join(", ", DemoTenants.IDS),
                    Duration.between(tenantsStart, Instant.now()).toMillis());
            launcher.declareReady();
            furnished = true;
            return launcher;
        } finally {
            if (!furnished) {
                launcher.close();
            }
        }
    }
}
