package dev.braid.netconf.settings;

import dev.braid.netconf.device.Endpoint;
import dev.braid.netconf.network.CarrierNetwork;
import dev.braid.netconf.network.Link;
import dev.braid.netconf.network.Node;
import dev.braid.netconf.network.Port;
import dev.braid.netconf.protocol.NetconfSession.Bounds;
import dev.braid.netconf.settings.Settings.DeviceSettings;
import dev.braid.netconf.settings.Settings.LinkSettings;
import dev.braid.netconf.settings.Settings.NodeSettings;
import dev.braid.netconf.settings.Settings.PortSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network and the devices that the settings describe, once everything in them has been checked. */
public record Assembly(
        String provider, String customer, Path journal, CarrierNetwork network, List<Endpoint> endpoints) {
    private static final int USUAL_TIMEOUT_MS = 10_000;
    private static final int LONGEST_TIMEOUT_MS = 600_000;
    private static final int LEAST_MESSAGE_BYTES = 1 << 16;
    private static final int USUAL_MESSAGE_BYTES = 1 << 24;
    private static final int LARGEST_MESSAGE_BYTES = 1 << 28;
    private static final int LONGEST_PROVIDER = 64;
    private static final int NETCONF_PORT = 830;
    private static final int LAST_PORT = 65_535;

    public Assembly {
        endpoints = List.copyOf(endpoints);
    }

    /** Files are found from the folder of the settings, variables in that environment. */
    public static Assembly of(Settings settings, Path folder, Map<String, String> environment)
            throws SettingsInvalid, IOException {
        String provider = Field.required("provider", settings.provider());
        Field.within("the length of provider", provider.length(), 1, LONGEST_PROVIDER);
        return new Assembly(
                provider,
                Optional.ofNullable(settings.customer())
                        .filter(it -> !it.isBlank())
                        .orElse("braid"),
                folder.resolve(Field.required("journal", settings.journal())),
                network(settings),
                endpoints(settings, new Secrets(folder, environment)));
    }

    private static CarrierNetwork network(Settings settings) throws SettingsInvalid {
        Set<String> devices = Field.unique("devices.id", settings.devices(), DeviceSettings::id);
        Set<String> ids = Field.unique("nodes.id", settings.nodes(), NodeSettings::id);
        List<Node> nodes = new ArrayList<>();
        for (NodeSettings node : settings.nodes()) {
            Field.oneOf("nodes.device", node.device(), devices);
            nodes.add(new Node(
                    node.id(), node.device(), Optional.ofNullable(node.neId()).orElse("")));
        }
        Field.unique("links.id", settings.links(), LinkSettings::id);
        List<Link> links = new ArrayList<>();
        for (LinkSettings link : settings.links()) {
            Field.oneOf("links.from", link.from(), ids);
            Field.oneOf("links.to", link.to(), ids);
            long capacityBps = Field.required("links.capacityBps", link.capacityBps());
            if (link.from().equals(link.to()) || capacityBps < 1) {
                throw new SettingsInvalid(
                        "Link %s leads from %s to %s at %d bit/s; it must join two nodes at 1 or more."
                                .formatted(link.id(), link.from(), link.to(), capacityBps));
            }
            links.add(new Link(link.id(), link.from(), link.to(), capacityBps));
        }
        Field.unique("ports.interconnect", settings.ports(), PortSettings::interconnect);
        List<Port> ports = new ArrayList<>();
        for (PortSettings port : settings.ports()) {
            Field.oneOf("ports.node", port.node(), ids);
            ports.add(new Port(
                    port.interconnect(), port.node(), Field.required("ports.interfaceId", port.interfaceId())));
        }
        return new CarrierNetwork(nodes, links, ports);
    }

    private static List<Endpoint> endpoints(Settings settings, Secrets secrets) throws SettingsInvalid, IOException {
        int timeoutMs = Field.within(
                "timeoutMs", Optional.ofNullable(settings.timeoutMs()).orElse(USUAL_TIMEOUT_MS), 1, LONGEST_TIMEOUT_MS);
        int largestBytes = Field.within(
                "largestMessageBytes",
                Optional.ofNullable(settings.largestMessageBytes()).orElse(USUAL_MESSAGE_BYTES),
                LEAST_MESSAGE_BYTES,
                LARGEST_MESSAGE_BYTES);
        Bounds bounds = new Bounds(Duration.ofMillis(timeoutMs), largestBytes);
        List<Endpoint> endpoints = new ArrayList<>();
        for (DeviceSettings device : settings.devices()) {
            endpoints.add(new Endpoint(
                    device.id(),
                    Field.required("devices.host", device.host()),
                    Field.within(
                            "devices.port", Optional.ofNullable(device.port()).orElse(NETCONF_PORT), 1, LAST_PORT),
                    Secrets.hostKeys(device),
                    Field.required("devices.user", device.user()),
                    secrets.login(device),
                    bounds));
        }
        return endpoints;
    }
}
