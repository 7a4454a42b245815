package dev.braid.lab.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of those that program routers: how it is started, as often as need be. */
public record AgentProcess(String name, String main, List<String> arguments) {
    public AgentProcess {
        arguments = List.copyOf(arguments);
    }

    /** Starts these side by side and returns when all are ready. */
    public static List<RunningProcess> start(List<AgentProcess> agents) {
        List<Process> started = agents.stream().map(AgentProcess::launch).toList();
        List<RunningProcess> running = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            running.add(agents.get(i).ready(started.get(i)));
        }
        return running;
    }

    /** It, if it runs. */
    public Optional<RunningProcess> running() {
        return RunningProcess.listIn(Lab.folder()).stream()
                .filter(process -> process.name().equals(name))
                .findFirst();
    }

    /** Where it logs, since it was started last. */
    Path log() {
        return Lab.folder().resolve(name + ".log");
    }

    /** What to run. */
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dbraid.native=" + NativePrograms.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        return command;
    }

    /** It outlives whoever starts it. */
    private Process launch() {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(command());
        try {
            return new ProcessBuilder(command).redirectError(log().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningProcess ready(Process process) {
        try (BufferedReader reader = process.inputReader()) {
            if (!"ready".equals(reader.readLine())) {
                throw new LabFailed("The process %s did not start: %s"
                        .formatted(name, Files.readString(log()).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProcess running = new RunningProcess(name, process.toHandle());
        running.writeTo(Lab.folder());
        return running;
    }
}
