package dev.braid.local.demo;

import dev.braid.embedded.FreePort;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** An installation of this repository's programs in a folder of its own, on ports that nobody uses. */
final class TestInstallation {
    private TestInstallation() {}

    static Path repository() {
        return Path.of(System.getProperty("basedir", System.getProperty("user.dir")))
                .toAbsolutePath()
                .resolve("../..")
                .normalize();
    }

    static Installation in(Path home) throws IOException {
        Path repository = repository();
        StringBuilder settings = new StringBuilder();
        for (String key : Installation.of(repository, home).settings().ports().keySet()) {
            settings.append(key).append('=').append(FreePort.find()).append('\n');
        }
        settings.append("memory.required-mib=1024\n");
        // A carrier that was killed is asked again soon after it is back, instead of within half a minute.
        settings.append("set.provisioning-service.braid.provisioning.rollout.longest-back-off=5s\n");
        Files.writeString(home.resolve(Settings.FILE), settings);
        return Installation.of(repository, home);
    }

    /** The same, where these carriers sell through LSO Sonata, and somebody there looks at an order after so many days. */
    static Installation workingByHand(Path home, Map<String, Integer> leadDays, Duration day) throws IOException {
        String simulator = in(home).simulatorUrl();
        StringBuilder settings = new StringBuilder();
        settings.append("set.simulator.braid.simulator.manual.day=%dms%n".formatted(day.toMillis()));
        leadDays.forEach((carrier, days) -> settings.append("""
                set.simulator.braid.simulator.manual.lead-days.%1$s=%2$d
                set.provisioning-service.braid.provisioning.providers.%1$s.adapter=sonata
                set.provisioning-service.braid.provisioning.providers.%1$s.url=%3$s/carriers/%1$s
                """.formatted(carrier, days, simulator)));
        // What somebody has decided is seen within a second or two, also after a long wait.
        settings.append("set.provisioning-service.braid.provisioning.rollout.first-look=500ms\n");
        settings.append("set.provisioning-service.braid.provisioning.rollout.longest-look=2s\n");
        Files.writeString(home.resolve(Settings.FILE), settings, StandardOpenOption.APPEND);
        return Installation.of(repository(), home);
    }
}
