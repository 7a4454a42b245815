package dev.braid.lab.build;

import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that take orders, one for each carrier. */
public final class Agents {
    private static final String MAIN = "dev.braid.lab.agent.AgentMain";
    private static final String NODE_MAIN = "dev.braid.lab.bgp.NodeAgentMain";

    /** What an agent logs, before the time, when it has read all its kernels. */
    public static final String READ_BACK = "all kernels read at ";

    private Agents() {}

    /** Starts those of these carriers side by side and returns when all take orders. */
    public static List<RunningProcess> start(List<Carrier> carriers) {
        return ready(carriers.stream()
                .map(carrier -> launch(name(carrier), MAIN, carrier.id()))
                .toList());
    }

    /**
     * The same for carriers whose routes go by BGP: from the agent to a speaker of its own, to one of the routers, to an
     * agent on them. Returns when all take orders and all sessions are established.
     */
    public static List<RunningProcess> startWithBgp(LabPlan plan, List<Carrier> carriers) {
        Requirements.missingForBgp().ifPresent(missing -> {
            throw new LabFailed(missing);
        });
        List<SpeakerPair> speakers = carriers.stream()
                .map(carrier -> SpeakerPair.start(plan, carrier, Lab.folder()))
                .toList();
        List<Started> started = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            Carrier carrier = carriers.get(i);
            Gobgpd own = speakers.get(i).controller();
            Gobgpd routers = speakers.get(i).routers();
            started.add(launch(
                    "node-" + name(carrier), NODE_MAIN, carrier.id(), routers.address(), "" + routers.apiPort()));
            started.add(launch(name(carrier), MAIN, carrier.id(), own.address(), "" + own.apiPort()));
        }
        List<RunningProcess> running = ready(started);
        speakers.forEach(SpeakerPair::untilEstablished);
        return running;
    }

    private static List<RunningProcess> ready(List<Started> started) {
        List<RunningProcess> running = new ArrayList<>();
        for (Started one : started) {
            String name = one.name();
            try (BufferedReader reader = one.process().inputReader()) {
                if (!"ready".equals(reader.readLine())) {
                    throw new LabFailed("The process %s did not start: %s"
                            .formatted(name, Files.readString(log(name)).strip()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            RunningProcess agent = new RunningProcess(name, one.process().toHandle());
            agent.writeTo(Lab.folder());
            running.add(agent);
        }
        return running;
    }

    /** That of the carrier, if it runs. */
    public static Optional<RunningProcess> running(Carrier carrier) {
        return RunningProcess.listIn(Lab.folder()).stream()
                .filter(process -> process.name().equals(name(carrier)))
                .findFirst();
    }

    /** When the carrier's agent had read all its kernels; empty until then. */
    public static Optional<Instant> readBackTime(Carrier carrier) {
        try {
            String text = Files.readString(log(name(carrier)));
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

    static String name(Carrier carrier) {
        return "agent-" + carrier.id();
    }

    private record Started(String name, Process process) {}

    private static Started launch(String name, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dbraid.native=" + NativePrograms.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        try {
            return new Started(
                    name,
                    new ProcessBuilder(command)
                            .redirectError(log(name).toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(String name) {
        return Lab.folder().resolve(name + ".log");
    }
}
