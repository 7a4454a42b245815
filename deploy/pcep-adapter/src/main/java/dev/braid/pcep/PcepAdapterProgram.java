package dev.braid.pcep;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.pcep.adapter.PcepAdapter;
import dev.braid.pcep.adapter.Settings;
import dev.braid.pcep.adapter.SettingsInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves {@code braid.adapter.v1} for one provider: {@code java -jar braid-pcep-adapter.jar SETTINGS}. */
public final class PcepAdapterProgram {
    private PcepAdapterProgram() {}

    /** Runs until it is killed, or ends with 1 and says in one line why. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: java -jar braid-pcep-adapter.jar SETTINGS");
            System.exit(2);
        }
        try {
            serve(Settings.read(Path.of(arguments[0])));
        } catch (IOException | SettingsInvalid | IllegalArgumentException e) {
            System.err.println("braid-pcep-adapter: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(Settings settings) throws IOException, InterruptedException {
        Files.createDirectories(settings.folder());
        try (PcepAdapter adapter = PcepAdapter.start(settings, settings.folder())) {
            AdapterServer.Builder builder =
                    AdapterServer.serving(adapter).remembering(settings.folder().resolve("terms.journal"));
            if (settings.tokenFile().isPresent()) {
                builder.withToken(Files.readString(settings.tokenFile().get()).strip());
            }
            if (settings.certificate().isPresent() && settings.privateKey().isPresent()) {
                builder.withTls(
                        settings.certificate().get(), settings.privateKey().get());
            }
            try (AdapterServer server = builder.version("1")
                    .listen(
                            settings.adapterAddress().getAddress().getHostAddress(),
                            settings.adapterAddress().getPort())) {
                System.out.printf("Routers connect to port %d, Braid to port %d.%n", adapter.pcePort(), server.port());
                server.awaitEnd();
            }
        }
    }
}
