package dev.braid.local.process;

import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.installation.ServiceConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How each process of the system is started: with a heap of its own and what it must know in a file. */
final class Programs {
    static final String KAFKA = "kafka";

    private static final List<String> COMMON =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private final Installation installation;

    Programs(Installation installation) {
        this.installation = installation;
    }

    Program kafka() throws IOException {
        return java(
                KAFKA,
                installation.settings().kafkaHeap(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.util.logging.config.file=" + LogSettings.file(installation),
                KafkaProcess.class.getName(),
                installation.kafkaData().toString(),
                Integer.toString(installation.settings().kafkaPort()));
    }

    Program service(Service service, ServiceConfig config) throws IOException {
        return java(
                service.label(),
                installation.settings().heap(service),
                "-Dquarkus.config.locations=" + config.write(service),
                "-jar",
                installation.program(service).toString());
    }

    private Program java(String name, String heap, String... arguments) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(installation.settings().javaOptions());
        all.add("-Xmx" + heap);
        all.addAll(List.of(arguments));
        return new Program.Java(name, all, installation.log(name), installation.home());
    }
}
