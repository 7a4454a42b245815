package dev.braid.netconf.order;

import dev.braid.netconf.device.Device.Found;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.l3nm.VpnService.Access;
import dev.braid.netconf.network.CarrierNetwork;
import dev.braid.netconf.network.Ends;
import dev.braid.netconf.network.NoPath;
import dev.braid.netconf.network.Node;
import dev.braid.netconf.network.Port;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Which service each device has to hold for an order, and which order it is that devices hold. */
public final class Blueprints {
    private static final Set<String> KNOWN =
            Set.of(VpnService.PRE_DEPLOYMENT, VpnService.UP, VpnService.DOWN, "admin-testing");

    private final CarrierNetwork network;
    private final String customer;

    /** Services of that customer are our orders; those of others are none of our business. */
    public Blueprints(CarrierNetwork network, String customer) {
        this.network = network;
        this.customer = customer;
    }

    /** Whether it is an order of ours. */
    public boolean ours(VpnService service) {
        return service.customer().equals(customer);
    }

    /** By device, what it has to hold. */
    public Map<String, VpnService> draw(String reference, Leg leg, long bandwidthBps, String adminStatus)
            throws NoPath, IOException {
        Ends ends = network.ends(leg.linkIds());
        Map<String, List<VpnService.Node>> nodes = new TreeMap<>();
        add(nodes, reference, ends.a(), leg.a(), bandwidthBps);
        add(nodes, reference, ends.z(), leg.z(), bandwidthBps);
        Map<String, VpnService> drawn = new TreeMap<>();
        nodes.forEach((deviceId, at) ->
                drawn.put(deviceId, new VpnService(reference, leg.text(), customer, adminStatus, at)));
        return drawn;
    }

    /**
     * The order that these parts are of.
     *
     * @param found by device, services of ours of one name; at least one
     * @throws Unreadable when they are not what any order of this network looks like
     */
    public HeldOrder recognise(String reference, Map<String, Found> found) throws IOException {
        Leg leg = leg(reference, found);
        long bandwidthBps = least(found);
        Map<String, VpnService> drawn;
        try {
            drawn = draw(reference, leg, bandwidthBps, VpnService.UP);
        } catch (NoPath e) {
            throw new Unreadable(first(found), reference, e.getMessage());
        }
        Set<String> damaged = new HashSet<>();
        for (Map.Entry<String, VpnService> each : drawn.entrySet()) {
            Found part = found.get(each.getKey());
            if (part == null || !wired(part.service(), each.getValue())) {
                damaged.add(each.getKey());
            }
        }
        for (Map.Entry<String, Found> each : found.entrySet()) {
            if (!KNOWN.contains(each.getValue().service().adminStatus())) {
                throw new Unreadable(
                        each.getKey(),
                        reference,
                        "its admin-status is '%s'"
                                .formatted(each.getValue().service().adminStatus()));
            }
            if (!drawn.containsKey(each.getKey())) {
                throw new Unreadable(each.getKey(), reference, "its path does not end there");
            }
        }
        return new HeldOrder(reference, leg, bandwidthBps, found, damaged);
    }

    private Leg leg(String reference, Map<String, Found> found) throws Unreadable {
        Set<Leg> legs = new HashSet<>();
        for (Map.Entry<String, Found> each : found.entrySet()) {
            String text = each.getValue().service().description();
            legs.add(Leg.read(text)
                    .orElseThrow(
                            () -> new Unreadable(each.getKey(), reference, "its description is '%s'".formatted(text))));
        }
        if (legs.size() != 1) {
            throw new Unreadable(first(found), reference, "others hold the same name for something else");
        }
        return legs.iterator().next();
    }

    private static long least(Map<String, Found> found) throws Unreadable {
        OptionalLong least = found.values().stream()
                .flatMap(it -> it.service().nodes().stream())
                .flatMap(it -> it.accesses().stream())
                .flatMap(it -> it.bandwidthBps().stream())
                .mapToLong(Long::longValue)
                .min();
        return least.orElseThrow(() ->
                new Unreadable(first(found), found.get(first(found)).service().vpnId(), "it has no bandwidth"));
    }

    private static String first(Map<String, Found> found) {
        return found.keySet().stream().sorted().findFirst().orElseThrow();
    }

    /** Bandwidth apart: of two that differ, the lower one counts. */
    private static boolean wired(VpnService found, VpnService drawn) {
        return ports(found).containsAll(ports(drawn));
    }

    private static Set<Map.Entry<String, Access>> ports(VpnService service) {
        Set<Map.Entry<String, Access>> ports = new HashSet<>();
        for (VpnService.Node node : service.nodes()) {
            for (Access access : node.accesses()) {
                ports.add(Map.entry(
                        node.id(), new Access(access.id(), access.interfaceId(), access.vlanId(), Optional.empty())));
            }
        }
        return ports;
    }

    private void add(
            Map<String, List<VpnService.Node>> nodes, String reference, Node node, Exit exit, long bandwidthBps)
            throws Unreadable {
        Port port = network.ports(node).stream()
                .filter(it -> it.interconnectId().equals(exit.interconnectId()))
                .findFirst()
                .orElseThrow(() -> new Unreadable(
                        node.deviceId(),
                        reference,
                        "node %s has no port '%s'".formatted(node.id(), exit.interconnectId())));
        Access access = new Access(port.interconnectId(), port.interfaceId(), exit.vlanId(), Optional.of(bandwidthBps));
        nodes.computeIfAbsent(node.deviceId(), _ -> new ArrayList<>())
                .add(new VpnService.Node(node.id(), node.neId(), List.of(access)));
    }
}
