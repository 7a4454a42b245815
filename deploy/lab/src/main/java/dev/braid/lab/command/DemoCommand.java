package dev.braid.lab.command;

import dev.braid.lab.demo.LabDemo;
import dev.braid.lab.demo.Programme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final int MOST_SWITCHES = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--outage",
            arity = "0..1",
            defaultValue = "0",
            fallbackValue = "60",
            paramLabel = "SECONDS",
            description = "At the end, kills provisioning-service and all agents for so long; 60 s by default.")
    private int outageSeconds;

    @Option(
            names = "--switches",
            paramLabel = "N",
            description = "Instead of slow and cut links: a customer changes its mind N times, from 1 to "
                    + MOST_SWITCHES + ", and each time its connection moves.")
    private Integer switches;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "The same, from 1 to " + MOST_SWITCHES
                    + ", and each time an agent or provisioning-service is killed in the middle of it.")
    private Integer kills;

    @Option(names = "--bgp", description = "Routes reach the routers by BGP, through pairs of GoBGP.")
    private boolean bgp;

    @Override
    public Integer call() throws InterruptedException {
        within("--outage", outageSeconds, 0, MOST_OUTAGE_SECONDS);
        List<String> chosen = new ArrayList<>();
        if (outageSeconds > 0) {
            chosen.add("--outage");
        }
        for (Map.Entry<String, Integer> option : changes().entrySet()) {
            within(option.getKey(), option.getValue(), 1, MOST_SWITCHES);
            chosen.add(option.getKey());
        }
        if (chosen.size() > 1) {
            throw wrong("%s exclude each other.".formatted(String.join(" and ", chosen)));
        }
        Programme programme = new Programme(
                bgp,
                Duration.ofSeconds(outageSeconds),
                changes().getOrDefault("--switches", 0),
                changes().getOrDefault("--kills", 0));
        new LabDemo(spec.commandLine().getOut(), UpCommand.repository(), programme).run();
        return 0;
    }

    private Map<String, Integer> changes() {
        Map<String, Integer> changes = new LinkedHashMap<>();
        if (switches != null) {
            changes.put("--switches", switches);
        }
        if (kills != null) {
            changes.put("--kills", kills);
        }
        return changes;
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong("%s = %d, but must be from %d to %d.".formatted(option, value, least, most));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
