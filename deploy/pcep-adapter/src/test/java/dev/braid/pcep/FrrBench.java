package dev.braid.pcep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.adapter.server.AdapterBench;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.pcep.adapter.PcepAdapter;
import dev.braid.pcep.adapter.Settings;
import dev.braid.pcep.adapter.SettingsInvalid;
import dev.braid.pcep.session.PathName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An adapter with two routers of FRR behind it, and a wire between them that can be made to misbehave. */
final class FrrBench implements AdapterBench, AutoCloseable {
    private static final Map<String, InetAddress> ROUTERS =
            new TreeMap<>(Map.of("a1", InetAddress.ofLiteral("127.0.0.2"), "c1", InetAddress.ofLiteral("127.0.0.3")));
    private static final double BITS = 8;
    /** Neither nothing nor what was ordered. */
    private static final long IN_PART = 1;

    private final Path folder;
    private final FaultyWire wire = new FaultyWire();
    private final FrrRouters routers;
    private final AdapterServer server;
    private Settings settings;
    private PcepAdapter adapter;

    FrrBench(Path folder) throws Exception {
        this.folder = folder;
        this.settings = settings(folder);
        adapter = PcepAdapter.start(settings, folder);
        settings = settings.pceAt(adapter.pcePort());
        wire.leadTo(adapter.pcePort());
        routers = new FrrRouters(Files.createDirectory(folder.resolve("frr")), wire.port(), ROUTERS);
        server = AdapterServer.serving(adapter)
                .remembering(folder.resolve("terms.journal"))
                .withBench(this)
                .listen("127.0.0.1", 0);
        untilWhole();
    }

    private static Settings settings(Path folder) throws IOException, SettingsInvalid {
        Path file = folder.resolve("settings.json");
        Files.writeString(file, """
                {"provider": "core", "folder": ".", "going_up_counts": true,
                 "pce": {"host": "127.0.0.1", "port": 0, "answer_ms": 2000},
                 "adapter": {"host": "127.0.0.1", "port": 0},
                 "routers": [
                  {"id": "a1", "session_address": "127.0.0.2", "address": "10.0.0.1"},
                  {"id": "c1", "session_address": "127.0.0.3", "address": "10.0.0.3"}],
                 "links": [
                  {"id": "a1-b1", "back_id": "b1-a1", "from": "a1", "to": "b1", "label": 24012, "capacity_bps": 10000000000},
                  {"id": "b1-a1", "back_id": "a1-b1", "from": "b1", "to": "a1", "label": 24021, "capacity_bps": 10000000000},
                  {"id": "b1-c1", "back_id": "c1-b1", "from": "b1", "to": "c1", "label": 24023, "capacity_bps": 10000000000},
                  {"id": "c1-b1", "back_id": "b1-c1", "from": "c1", "to": "b1", "label": 24032, "capacity_bps": 10000000000}]}
                """);
        return Settings.read(file);
    }

    int port() {
        return server.port();
    }

    FrrRouters routers() {
        return routers;
    }

    private void untilWhole() throws InterruptedException {
        for (int i = 0; i < 1200 && !adapter.whole(); i++) {
            Thread.sleep(10);
        }
        if (!adapter.whole()) {
            throw new IllegalStateException("The routers of FRR are not back.");
        }
    }

    @Override
    public synchronized boolean arrange(String providerId, ProviderFault fault, int callCount) throws Exception {
        boolean lied = wire.fault() == ProviderFault.PROVIDER_FAULT_LIES;
        wire.arrange(fault, callCount);
        if (fault == ProviderFault.PROVIDER_FAULT_UNSPECIFIED) {
            if (lied) {
                // What a router has reported counts until it tells everything anew.
                wire.cut();
                while (adapter.whole()) {
                    Thread.sleep(5);
                }
            }
            untilWhole();
            wire.forgive();
        }
        return true;
    }

    @Override
    public synchronized CarrierAdapter restart() throws Exception {
        adapter.close();
        adapter = PcepAdapter.start(settings, folder);
        untilWhole();
        return adapter;
    }

    /** What the book keeps free, and for LSPs, one in each direction, what routers themselves show and have said of them. */
    @Override
    public Map<String, Long> inspect(String providerId) throws Exception {
        Map<String, Long> held = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("orders.book"))) {
            JsonNode entry = new ObjectMapper().readTree(line);
            held.put(
                    entry.path("reference").asText(), entry.path("bandwidthBps").asLong());
        }
        Map<String, List<Long>> carried = new HashMap<>();
        for (Map.Entry<String, InetAddress> router : ROUTERS.entrySet()) {
            for (String name : routers.policies(router.getKey())) {
                carried.computeIfAbsent(PathName.reference(name), _ -> new ArrayList<>())
                        .add(Math.round(wire.bytesPerSecond(router.getValue(), name) * BITS));
            }
        }
        carried.forEach((reference, bandwidths) -> held.put(
                reference,
                bandwidths.size() == ROUTERS.size() && Set.copyOf(bandwidths).size() == 1
                        ? bandwidths.getFirst()
                        : IN_PART));
        return held;
    }

    @Override
    public void close() throws Exception {
        server.close();
        adapter.close();
        wire.close();
        routers.close();
    }
}
