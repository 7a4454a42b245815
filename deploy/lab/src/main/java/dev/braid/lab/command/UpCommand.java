package dev.braid.lab.command;

import dev.braid.lab.build.Agents;
import dev.braid.lab.build.Lab;
import dev.braid.lab.plan.LabPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds the lab. */
@Command(name = "up", description = "Builds the lab of a file; without one, three carriers and two customers.")
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The lab file; deploy/lab/lab.json by default.")
    private Path file;

    @Option(names = "--agents", description = "Also starts the agent of each carrier, which takes its orders.")
    private boolean agents;

    @Option(names = "--bgp", description = "As --agents; routes reach the routers by BGP, through pairs of GoBGP.")
    private boolean bgp;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        LabPlan plan = Lab.up(file == null ? standard() : file).plan();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "The lab is up after %.1f s: %d carriers with %d routers, %d customers, %d links.%n",
                (System.nanoTime() - start) / 1e9,
                plan.carriers().size(),
                plan.nodes().size(),
                plan.ports().size(),
                plan.fibres().size() + plan.ports().size());
        out.flush();
        if (bgp) {
            Agents.startWithBgp(plan, plan.carriers());
        } else if (agents) {
            Agents.start(plan.carriers());
        }
        if (agents || bgp) {
            plan.carriers()
                    .forEach(carrier -> out.printf(
                            "%s takes orders at 127.0.0.1:%d (braid.adapter.v1.ProviderAdapterService).%n",
                            carrier.id(), carrier.agentPort()));
            out.flush();
        }
        return 0;
    }

    /** The one of the repository. */
    static Path standard() {
        return repository().resolve("deploy/lab/lab.json");
    }

    static Path repository() {
        return Path.of(System.getProperty("braid.repository", "."));
    }
}
