package dev.braid.lab.command;

import dev.braid.lab.demo.LabDemo;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what orders do to packets. */
@Command(
        name = "demo",
        description = "Builds the lab, starts Braid on it, moves real traffic, says what came of it, takes all away.")
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_OUTAGE_SECONDS = 3600;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--outage",
            arity = "0..1",
            defaultValue = "0",
            fallbackValue = "60",
            paramLabel = "SECONDS",
            description = "At the end, kills provisioning-service and an agent for so long; 60 s by default.")
    private int outageSeconds;

    @Option(
            names = "--bgp",
            description = "Routes reach the routers by BGP, through pairs of GoBGP; not with --outage.")
    private boolean bgp;

    @Override
    public Integer call() throws InterruptedException {
        if (outageSeconds < 0 || outageSeconds > MOST_OUTAGE_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--outage = %d, but must be from 0 to %d.".formatted(outageSeconds, MOST_OUTAGE_SECONDS));
        }
        if (bgp && outageSeconds > 0) {
            throw new ParameterException(spec.commandLine(), "--bgp and --outage exclude each other.");
        }
        new LabDemo(spec.commandLine().getOut(), UpCommand.repository(), bgp, Duration.ofSeconds(outageSeconds)).run();
        return 0;
    }
}
