package dev.braid.netconf;

import dev.braid.adapter.server.AdapterBench;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Endpoint;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.order.CeasedOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Devices of netconf-testtool, a door before each of them, and a way around the doors to look at what they hold. */
final class Bench implements AdapterBench, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Neither nothing nor what was ordered. */
    private static final long IN_PART = 1;

    private static final List<String> DEVICES = List.of("pe1", "pe2", "pe3");

    private final SshConnector around = new SshConnector();
    private final List<Endpoint> behind = new ArrayList<>();
    private final List<FaultyDoor> doors = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Path folder;
    private SshConnector connector = new SshConnector();
    private CeasedOrders ceased;

    Bench(TestTool tool, Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < DEVICES.size(); i++) {
            Endpoint endpoint = Carrier.endpoint(DEVICES.get(i), tool.port(i), tool.hostKey(i), PATIENCE);
            behind.add(endpoint);
            doors.add(new FaultyDoor(endpoint, around));
            devices.add(new Device(endpoint, around));
        }
    }

    List<FaultyDoor> doors() {
        return doors;
    }

    /** Through the doors. */
    List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < DEVICES.size(); i++) {
            NetconfServer server = doors.get(i).server();
            endpoints.add(Carrier.endpoint(DEVICES.get(i), server.port(), server.hostKey(), PATIENCE));
        }
        return endpoints;
    }

    /** Around the doors. */
    List<Device> devices() {
        return devices;
    }

    /** What that device holds, without a door between. */
    List<VpnService> held(int device) throws IOException {
        return devices.get(device).list().stream().map(Device.Found::service).toList();
    }

    @Override
    public boolean arrange(String providerId, ProviderFault fault, int callCount) {
        doors.forEach(it -> it.arrange(fault));
        return true;
    }

    @Override
    public L3nmAdapter restart() throws IOException {
        connector.close();
        if (ceased != null) {
            ceased.close();
        }
        connector = new SshConnector();
        ceased = CeasedOrders.open(folder.resolve("ceased"));
        return Carrier.adapter(endpoints(), connector, ceased);
    }

    /** An order is held where both of its accesses are, each with the same bandwidth. */
    @Override
    public Map<String, Long> inspect(String providerId) throws IOException {
        Map<String, List<Long>> accesses = new HashMap<>();
        for (int i = 0; i < DEVICES.size(); i++) {
            for (VpnService service : held(i)) {
                List<Long> there = accesses.computeIfAbsent(service.vpnId(), _ -> new ArrayList<>());
                service.nodes().stream()
                        .flatMap(it -> it.accesses().stream())
                        .forEach(it -> there.add(it.bandwidthBps().orElse(0L)));
            }
        }
        Map<String, Long> held = new HashMap<>();
        accesses.forEach((vpnId, bandwidths) -> held.put(
                vpnId,
                bandwidths.size() == 2 && bandwidths.getFirst().equals(bandwidths.getLast())
                        ? bandwidths.getFirst()
                        : IN_PART));
        return held;
    }

    @Override
    public void close() throws IOException {
        connector.close();
        for (FaultyDoor door : doors) {
            door.close();
        }
        around.close();
        if (ceased != null) {
            ceased.close();
        }
    }
}
