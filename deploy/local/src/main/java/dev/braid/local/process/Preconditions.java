package dev.braid.local.process;

import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.installation.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;

/** What must be true before anything is started; each in one clear line. */
final class Preconditions {
    private static final long MIB = 1024L * 1024;

    private Preconditions() {}

    static void check(Installation installation) {
        programsAreBuilt(installation);
        memorySuffices(installation);
        portsAreFree(installation);
    }

    private static void programsAreBuilt(Installation installation) {
        for (Service service : installation.settings().services()) {
            if (!Files.exists(installation.program(service))) {
                throw new UpFailed("%s is not built: run ./mvnw -q -DskipTests package".formatted(service.label()));
            }
        }
        if (!Files.exists(installation.world())) {
            throw new UpFailed("The network to begin with is missing: %s".formatted(installation.world()));
        }
    }

    private static void memorySuffices(Installation installation) {
        long required = installation.settings().requiredMemoryMib() * MIB;
        Memory.availableBytes().ifPresent(available -> {
            if (available < required) {
                throw new UpFailed(
                        "Too little memory: %s available, %s needed. Close something, or lower memory.required-mib in %s."
                                .formatted(
                                        Memory.text(available),
                                        Memory.text(required),
                                        installation.home().resolve(Settings.FILE)));
            }
        });
    }

    private static void portsAreFree(Installation installation) {
        installation.settings().ports().forEach((key, port) -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.getLocalPort();
            } catch (IOException e) {
                throw new UpFailed(
                        "Port %d is in use by another program. Set %s to a free one in %s."
                                .formatted(port, key, installation.home().resolve(Settings.FILE)),
                        e);
            }
        });
    }
}
