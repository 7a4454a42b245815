package dev.braid.lab.braid;

import com.google.protobuf.util.JsonFormat;
import dev.braid.embedded.FreePort;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A Braid of its own for a lab, on free ports, in a folder that is empty at the start and stays for whoever looks. */
final class LabInstallation {
    private LabInstallation() {}

    static Installation create(LabPlan plan, Path repository, Path home, List<String> more) throws IOException {
        delete(home);
        Files.createDirectories(home);
        Path topology = home.resolve("topology.json");
        Files.writeString(topology, JsonFormat.printer().print(LabTopology.of(plan)));
        List<String> settings = new ArrayList<>(freePorts(Installation.of(repository, home)));
        settings.add("topology=" + topology);
        settings.add("start.simulator=false");
        settings.add("memory.required-mib=1024");
        for (Carrier carrier : plan.carriers()) {
            String provider = "set.provisioning-service.braid.provisioning.providers.%s.".formatted(carrier.id());
            settings.add(provider + "adapter=grpc");
            settings.add(provider + "url=grpc://127.0.0.1:" + carrier.agentPort());
        }
        // Twenty packets a second and none came: one window says enough. And a show does not wait half a minute.
        settings.add("set.telemetry-service.braid.telemetry.windows.down-after=1");
        settings.add("set.telemetry-service.braid.telemetry.health.broken-down-in-row=1");
        settings.add("set.path-computation-service.braid.path.guard.hold-down=1s");
        settings.addAll(more);
        Files.write(home.resolve(Settings.FILE), settings);
        return Installation.of(repository, home);
    }

    private static List<String> freePorts(Installation installation) {
        return installation.settings().ports().keySet().stream()
                .map(key -> key + "=" + FreePort.find())
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
