package dev.braid.netconf;

import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Endpoint;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.network.CarrierNetwork;
import dev.braid.netconf.network.Link;
import dev.braid.netconf.network.Node;
import dev.braid.netconf.network.Port;
import dev.braid.netconf.order.CeasedOrders;
import dev.braid.netconf.protocol.NetconfSession.Bounds;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small carrier for tests: three nodes in a row, each managed by a device of its own. */
final class Carrier {
    static final String PROVIDER = "gamma";
    static final String CUSTOMER = "braid";
    static final List<String> LINKS = List.of("lon-par", "par-fra");
    static final long BPS = 10_000_000;
    static final long CAPACITY_BPS = 100_000_000_000L;
    static final CarrierNetwork NETWORK = new CarrierNetwork(
            List.of(
                    new Node("lon", "pe1", "192.0.2.1"),
                    new Node("par", "pe2", "192.0.2.2"),
                    new Node("fra", "pe3", "")),
            List.of(new Link("lon-par", "lon", "par", CAPACITY_BPS), new Link("par-fra", "par", "fra", CAPACITY_BPS)),
            List.of(
                    new Port("ix-lon", "lon", "xe-0/0/1"),
                    new Port("ix-par", "par", "xe-0/0/2"),
                    new Port("ix-fra", "fra", "xe-0/0/3")));

    private Carrier() {}

    static Endpoint endpoint(String id, int port, PublicKey hostKey, Duration patience) {
        return new Endpoint(
                id,
                "127.0.0.1",
                port,
                List.of(hostKey),
                TestTool.USER,
                new Endpoint.Login(Optional.of(TestTool.PASSWORD), Optional.empty()),
                new Bounds(patience, 1 << 20));
    }

    static L3nmAdapter adapter(List<Endpoint> endpoints, SshConnector connector, CeasedOrders ceased) {
        List<Device> devices =
                endpoints.stream().map(it -> new Device(it, connector)).toList();
        return new L3nmAdapter(PROVIDER, CUSTOMER, NETWORK, devices, ceased);
    }
}
