package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.installation.Settings;
import dev.braid.local.process.Health;
import dev.braid.local.process.Memory;
import dev.braid.local.process.RunState;
import dev.braid.local.process.RunState.Entry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what runs, how it is, and what it takes. */
@Command(name = "status", description = "Shows every process with its state, ports and memory.")
public final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-26s %-9s %8s  %-13s %10s %9s %9s";

    @Override
    public Integer call() {
        Installation installation = Installation.current();
        Terminal terminal = Terminal.standard();
        Optional<RunState> known = RunState.read(installation);
        if (known.isEmpty() || !known.get().runs()) {
            terminal.line("Braid is not running%s."
                    .formatted(known.isPresent() ? ", and an earlier run was cut short: run ./braid down" : ""));
            return 1;
        }
        RunState state = known.get();
        boolean allWell = true;
        terminal.line(ROW.formatted("PROCESS", "STATE", "PID", "PORTS", "MEMORY", "READY IN", "RESTARTS"));
        try (Health health = new Health()) {
            for (Entry entry : state.processes()) {
                String condition = condition(installation, entry, health);
                allWell &= condition.equals("ready");
                terminal.line(ROW.formatted(
                        entry.name(),
                        condition,
                        entry.pid(),
                        ports(installation, entry.name()),
                        entry.process()
                                .map(Memory::residentBytes)
                                .map(Memory::text)
                                .orElse("–"),
                        entry.readyMillis() == 0 ? "–" : Terminal.seconds(entry.readyMillis()),
                        entry.restarts()));
            }
        }
        terminal.line(ROW.formatted(
                        "launcher",
                        "ready",
                        state.launcher().pid(),
                        "",
                        state.launcher()
                                .process()
                                .map(Memory::ownBytes)
                                .map(Memory::text)
                                .orElse("–"),
                        "",
                        "")
                .stripTrailing());
        terminal.line("");
        terminal.line("Ready in %s after the start at %s; %s resident in all."
                .formatted(
                        state.readyMillis() == 0 ? "–" : Terminal.seconds(state.readyMillis()),
                        state.startTime(),
                        Memory.text(state.residentBytes())));
        return allWell ? 0 : 1;
    }

    private static String condition(Installation installation, Entry entry, Health health) {
        if (entry.process().isEmpty()) {
            return "dead";
        }
        boolean ready = Service.find(entry.name())
                .map(service -> health.ready(installation.settings().httpPort(service)))
                .orElse(true);
        return ready ? "ready" : "not ready";
    }

    private static String ports(Installation installation, String name) {
        Settings settings = installation.settings();
        return Service.find(name)
                .map(service -> service.speaksGrpc()
                        ? settings.httpPort(service) + " " + settings.grpcPort(service)
                        : Integer.toString(settings.httpPort(service)))
                .orElseGet(
                        () -> Integer.toString(name.equals("kafka") ? settings.kafkaPort() : settings.postgresPort()));
    }
}
