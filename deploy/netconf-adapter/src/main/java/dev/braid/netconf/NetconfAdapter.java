package dev.braid.netconf;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.order.CeasedOrders;
import dev.braid.netconf.settings.Assembly;
import dev.braid.netconf.settings.Settings;
import dev.braid.netconf.settings.SettingsInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program: {@code java -jar braid-netconf-adapter.jar SETTINGS}. */
public final class NetconfAdapter {
    private static final String VERSION = "1";
    private static final int BAD_USAGE = 2;

    private NetconfAdapter() {}

    /** Serves until it is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Usage: java -jar braid-netconf-adapter.jar SETTINGS");
            System.exit(BAD_USAGE);
        }
        Path file = Path.of(arguments[0]).toAbsolutePath();
        try {
            serve(Settings.read(file), file.getParent());
        } catch (SettingsInvalid | IOException e) {
            System.err.println("netconf-adapter: " + e.getMessage());
            System.exit(BAD_USAGE);
        }
    }

    private static void serve(Settings settings, Path folder)
            throws SettingsInvalid, IOException, InterruptedException {
        Assembly assembly = Assembly.of(settings, folder, System.getenv());
        try (SshConnector connector = new SshConnector();
                CeasedOrders ceased = CeasedOrders.open(
                        assembly.journal().resolveSibling(assembly.journal().getFileName() + ".ceased"));
                AdapterServer server =
                        listen(settings.listen(), folder, assembly, adapter(assembly, connector, ceased))) {
            System.out.println("Serving %s on port %d.".formatted(assembly.provider(), server.port()));
            server.awaitEnd();
        }
    }

    /** An adapter for the network and the devices of that assembly. */
    static L3nmAdapter adapter(Assembly assembly, SshConnector connector, CeasedOrders ceased) {
        List<Device> devices = assembly.endpoints().stream()
                .map(it -> new Device(it, connector))
                .toList();
        return new L3nmAdapter(assembly.provider(), assembly.customer(), assembly.network(), devices, ceased);
    }

    private static AdapterServer listen(Settings.Listen listen, Path folder, Assembly assembly, L3nmAdapter adapter)
            throws SettingsInvalid, IOException {
        if (listen == null || listen.host() == null || listen.port() == null) {
            throw new SettingsInvalid("listen needs host and port.");
        }
        AdapterServer.Builder builder =
                AdapterServer.serving(adapter).remembering(assembly.journal()).version(VERSION);
        if (listen.certificateFile() != null && listen.keyFile() != null) {
            builder.withTls(folder.resolve(listen.certificateFile()), folder.resolve(listen.keyFile()));
        }
        if (listen.tokenFile() != null) {
            builder.withToken(
                    Files.readString(folder.resolve(listen.tokenFile())).strip());
        }
        return builder.listen(listen.host(), listen.port());
    }
}
