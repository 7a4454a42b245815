package dev.braid.lab.build;

import static dev.braid.lab.plan.Sids.device;
import static dev.braid.lab.plan.Sids.namespace;

import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.Commands;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lab of this machine: there is one at a time, and when it is down nothing of it is left. */
public final class Lab {
    private static final Path FOLDER = Path.of("/run/braid-lab");
    private static final Path LOCK = Path.of("/run/braid-lab.lock");
    private static final String PREFIX = namespace("");

    private final LabPlan plan;

    private Lab(LabPlan plan) {
        this.plan = plan;
    }

    /** Builds it and returns when packets can flow; throws LabFailed when one is there already. */
    public static Lab up(Path file) {
        need();
        LabPlan plan = LabFile.read(file);
        try (LabLock _ = LabLock.take(LOCK)) {
            if (Files.exists(FOLDER) || !namespaces().isEmpty()) {
                throw new LabFailed(
                        "There is a lab on this machine already, or what is left of one: run ./braid lab down first.");
            }
            try {
                build(plan, file);
            } catch (IOException | RuntimeException e) {
                clear();
                throw e instanceof IOException broken ? new UncheckedIOException(broken) : (RuntimeException) e;
            }
        }
        return new Lab(plan);
    }

    /** The one that is up. */
    public static Lab current() {
        need();
        return find().orElseThrow(() -> new LabFailed("There is no lab on this machine: run ./braid lab up."));
    }

    public static Optional<Lab> find() {
        Path file = FOLDER.resolve("lab.json");
        return Files.exists(file) ? Optional.of(new Lab(LabFile.read(file))) : Optional.empty();
    }

    /** Takes away all of it, also what a crash has left; nothing to take away is no error. */
    public static void down() {
        need();
        try (LabLock _ = LabLock.take(LOCK)) {
            clear();
        }
    }

    public LabPlan plan() {
        return plan;
    }

    public Relay relay() {
        return new Relay(FOLDER.resolve("relay.sock"));
    }

    /** Where the lab keeps what lives as long as it does. */
    public static Path folder() {
        return FOLDER;
    }

    private static void need() {
        Requirements.missing().ifPresent(missing -> {
            throw new LabFailed(missing);
        });
    }

    private static void build(LabPlan plan, Path file) throws IOException {
        Files.createDirectory(FOLDER);
        Path relay = NativePrograms.of("relay");
        List<String> all = Stream.concat(
                        plan.nodes().stream(), plan.ports().stream().map(CustomerPort::name))
                .toList();
        Commands.feed(
                lines(all.stream().map(name -> "netns add " + namespace(name)).toList()), "ip", "-batch", "-");
        Files.writeString(FOLDER.resolve("settings"), NodeSetup.kernelSettings());
        everywhere(all, "ip netns exec %s sh /run/braid-lab/settings");
        startRelay(plan, relay);
        for (String node : plan.nodes()) {
            Files.writeString(FOLDER.resolve(node + ".batch"), lines(NodeSetup.router(plan, node)));
        }
        for (String node : plan.nodes()) {
            Files.writeString(FOLDER.resolve(node + ".ports"), lines(NodeSetup.closedPorts(plan, node)));
        }
        for (CustomerPort port : plan.ports()) {
            Files.writeString(FOLDER.resolve(port.name() + ".batch"), lines(NodeSetup.customer(port)));
        }
        everywhere(all, "ip -n %s -batch /run/braid-lab/${name#" + PREFIX + "}.batch");
        everywhere(plan.nodes(), "ip netns exec %s sh /run/braid-lab/${name#" + PREFIX + "}.ports");
        Files.copy(file, FOLDER.resolve("lab.json"));
    }

    /** One shell for all: a process for each namespace from here would take longer than their work. */
    private static void everywhere(List<String> names, String command) {
        Commands.feed(
                """
                jobs=
                for name in %s; do
                  %s & jobs="$jobs $!"
                done
                for job in $jobs; do wait $job || exit 1; done
                """.formatted(
                                names.stream().map(name -> namespace(name)).reduce("", (a, b) -> a + " " + b),
                                command.formatted("$name")),
                "sh",
                "-s");
    }

    private static void startRelay(LabPlan plan, Path program) throws IOException {
        List<String> links = new ArrayList<>();
        for (Fibre fibre : plan.fibres()) {
            links.add(link(fibre.id(), fibre.a(), fibre.z(), fibre.delayUs()));
        }
        for (CustomerPort port : plan.ports()) {
            links.add(link(LabPlan.wire(port), port.name(), port.node(), port.delayUs()));
        }
        Files.writeString(FOLDER.resolve("links"), lines(links));
        Process process = new ProcessBuilder(
                        "setsid",
                        program.toString(),
                        FOLDER.resolve("links").toString(),
                        FOLDER.resolve("relay.sock").toString())
                .redirectError(FOLDER.resolve("relay.log").toFile())
                .start();
        new RunningProcess("relay", process.toHandle()).writeTo(FOLDER);
        BufferedReader reader = process.inputReader();
        if (!"ready".equals(reader.readLine())) {
            throw new LabFailed("The links could not be made: %s"
                    .formatted(Files.readString(FOLDER.resolve("relay.log")).strip()));
        }
    }

    private static String link(String name, String a, String z, long delayUs) {
        return "%s %s %s %s %s %d".formatted(name, namespace(a), device(z), namespace(z), device(a), delayUs);
    }

    private static void clear() {
        List<RunningProcess> processes = RunningProcess.listIn(FOLDER);
        processes.stream().filter(process -> !process.name().equals("relay")).forEach(RunningProcess::end);
        List<String> spaces = namespaces();
        for (String space : spaces) {
            for (String pid : Commands.run("ip", "netns", "pids", space).lines().toList()) {
                ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        // Before the relay: the kernel takes the devices of all spaces away at once, those of a process one by one.
        if (!spaces.isEmpty()) {
            Commands.feed(
                    lines(spaces.stream().map(space -> "netns del " + space).toList()), "ip", "-batch", "-");
        }
        processes.forEach(RunningProcess::end);
        deleteFolder();
    }

    private static List<String> namespaces() {
        try {
            return Commands.run("ip", "netns", "list")
                    .lines()
                    .map(line -> line.split(" ")[0])
                    .filter(name -> name.startsWith(PREFIX))
                    .toList();
        } catch (CommandFailed e) {
            return List.of();
        }
    }

    private static void deleteFolder() {
        if (!Files.exists(FOLDER)) {
            return;
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder %s cannot be removed.".formatted(FOLDER), e);
        }
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
