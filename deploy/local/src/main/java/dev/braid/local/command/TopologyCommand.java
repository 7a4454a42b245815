package dev.braid.local.command;

import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.topology.TopologyApplier;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes the network. */
@Command(
        name = "topology",
        description = "Changes the network.",
        subcommands = {TopologyCommand.Apply.class, TopologyImport.class})
public final class TopologyCommand {
    /** Adds or replaces what a file holds. */
    @Command(name = "apply", description = "Adds or replaces the elements of a topology file (Protobuf JSON).")
    static final class Apply implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "For example deploy/demo/world.json.")
        private Path file;

        @Override
        public Integer call() {
            Installation installation = Installation.current();
            TopologyFile topology = TopologyApplier.read(file);
            try (BraidClient client = new BraidClient(installation)) {
                TopologyApplier.Outcome outcome = new TopologyApplier(client).apply(topology);
                Terminal.standard()
                        .line("%d elements new or changed, %d equal already."
                                .formatted(outcome.changed(), outcome.unchanged()));
            }
            return 0;
        }
    }
}
