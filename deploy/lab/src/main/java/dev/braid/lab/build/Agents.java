package dev.braid.lab.build;

import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Those that program the routers of carriers. */
public final class Agents {
    private static final String MAIN = "dev.braid.lab.agent.AgentMain";
    private static final String NODE_MAIN = "dev.braid.lab.bgp.NodeAgentMain";

    /** What an agent logs, before the time, when it has read all its kernels. */
    public static final String READ_BACK = "all kernels read at ";

    private Agents() {}

    /** Starts those of these carriers, one for each, and returns when all take orders. */
    public static List<AgentProcess> start(List<Carrier> carriers) {
        List<AgentProcess> agents = carriers.stream().map(Agents::of).toList();
        var _ = AgentProcess.start(agents);
        return agents;
    }

    /**
     * The same for carriers whose routes go by BGP: from the agent to a speaker of its own, to one of the routers, to an
     * agent on them. Returns when all take orders and all sessions are established.
     */
    public static List<AgentProcess> startWithBgp(LabPlan plan, List<Carrier> carriers) {
        Requirements.missingForBgp().ifPresent(missing -> {
            throw new LabFailed(missing);
        });
        List<SpeakerPair> speakers = carriers.stream()
                .map(carrier -> SpeakerPair.start(plan, carrier, Lab.folder()))
                .toList();
        List<AgentProcess> agents = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            Carrier carrier = carriers.get(i);
            Gobgpd routers = speakers.get(i).routers();
            agents.add(new AgentProcess(
                    "node-" + name(carrier), NODE_MAIN, arguments(carrier, routers.address(), routers.apiPort())));
            Gobgpd own = speakers.get(i).controller();
            agents.add(of(carrier, own.address(), own.apiPort()));
        }
        var _ = AgentProcess.start(agents);
        speakers.forEach(SpeakerPair::untilEstablished);
        return agents;
    }

    /** That of the carrier, which writes to its kernels itself. */
    public static AgentProcess of(Carrier carrier) {
        return new AgentProcess(name(carrier), MAIN, List.of(carrier.id()));
    }

    /** That of the carrier, which tells the speaker with its API there. */
    public static AgentProcess of(Carrier carrier, String address, int port) {
        return new AgentProcess(name(carrier), MAIN, arguments(carrier, address, port));
    }

    /** When the carrier's agent had read all its kernels, since it was started last; empty until then. */
    public static Optional<Instant> readBackTime(Carrier carrier) {
        try {
            String text = Files.readString(of(carrier).log());
            // A last line without an end is being written.
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith(READ_BACK))
                    .map(line -> Instant.parse(line.substring(READ_BACK.length())))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Carrier carrier) {
        return "agent-" + carrier.id();
    }

    private static List<String> arguments(Carrier carrier, String address, int port) {
        return List.of(carrier.id(), address, Integer.toString(port));
    }
}
