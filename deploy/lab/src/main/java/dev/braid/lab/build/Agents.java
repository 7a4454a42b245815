package dev.braid.lab.build;

import dev.braid.lab.plan.Carrier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that take orders, one for each carrier. */
public final class Agents {
    private static final String MAIN = "dev.braid.lab.agent.AgentMain";

    private Agents() {}

    /** Starts those of these carriers side by side and returns when all take orders. */
    public static List<RunningProcess> start(List<Carrier> carriers) {
        List<Process> processes = carriers.stream().map(Agents::launch).toList();
        List<RunningProcess> running = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            String name = name(carriers.get(i));
            try (BufferedReader reader = processes.get(i).inputReader()) {
                if (!"ready".equals(reader.readLine())) {
                    throw new LabFailed("The process %s did not start: %s"
                            .formatted(name, Files.readString(log(name)).strip()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            RunningProcess agent = new RunningProcess(name, processes.get(i).toHandle());
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

    static String name(Carrier carrier) {
        return "agent-" + carrier.id();
    }

    private static Process launch(Carrier carrier) {
        try {
            return new ProcessBuilder(
                            "setsid",
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx96m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dbraid.native=" + NativePrograms.folder(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            MAIN,
                            carrier.id())
                    .redirectError(log(name(carrier)).toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(String name) {
        return Lab.folder().resolve(name + ".log");
    }
}
