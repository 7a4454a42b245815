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
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which service each device has to hold for an order, and which order it is that devices hold. */
public final class Blueprints {
    static final Set<String> KNOWN = Set.of(VpnService.PRE_DEPLOYMENT, VpnService.UP, VpnService.DOWN, "admin-testing");

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
     * The order that these parts are of, however much of it somebody has changed by hand.
     *
     * @param found by device, services of ours of one name; at least one
     */
    HeldOrder recognise(String reference, Map<String, Found> found) {
        Optional<Leg> leg = leg(reference, found);
        OptionalLong bandwidthBps = least(found);
        Map<String, VpnService> drawn =
                leg.map(it -> drawn(reference, it, bandwidthBps.orElse(0))).orElse(Map.of());
        Set<String> damaged = new TreeSet<>(drawn.keySet());
        damaged.addAll(found.keySet());
        damaged.removeIf(it -> found.containsKey(it) && drawn.containsKey(it) && sound(found.get(it), drawn.get(it)));
        return new HeldOrder(reference, leg, bandwidthBps, found, damaged);
    }

    /** Nothing where the network is not any more what it was when that was ordered. */
    private Map<String, VpnService> drawn(String reference, Leg leg, long bandwidthBps) {
        try {
            return draw(reference, leg, bandwidthBps, VpnService.UP);
        } catch (NoPath | IOException _) {
            return Map.of();
        }
    }

    /** What the parts say that say anything that has a part there; nothing where they contradict each other. */
    private Optional<Leg> leg(String reference, Map<String, Found> found) {
        Set<Leg> legs = found.entrySet().stream()
                .flatMap(each -> Leg.read(each.getValue().service().description()).stream()
                        .filter(leg -> drawn(reference, leg, 0).containsKey(each.getKey())))
                .collect(Collectors.toSet());
        return legs.size() == 1 ? Optional.of(legs.iterator().next()) : Optional.empty();
    }

    private static OptionalLong least(Map<String, Found> found) {
        return found.values().stream()
                .flatMap(it -> it.service().nodes().stream())
                .flatMap(it -> it.accesses().stream())
                .flatMap(it -> it.bandwidthBps().stream())
                .mapToLong(Long::longValue)
                .min();
    }

    private static boolean sound(Found found, VpnService drawn) {
        return KNOWN.contains(found.service().adminStatus())
                && found.service().description().equals(drawn.description())
                && wired(found.service(), drawn);
    }

    /**
     * Bandwidth apart: of two that differ, the lower one counts. An exit that went over to another order of ours is in
     * order; an access that somebody else has disabled is not.
     */
    private static boolean wired(VpnService found, VpnService drawn) {
        return ports(found).containsAll(ports(drawn));
    }

    private static Set<Map.Entry<String, Access>> ports(VpnService service) {
        Set<Map.Entry<String, Access>> ports = new HashSet<>();
        for (VpnService.Node node : service.nodes()) {
            for (Access access : node.accesses()) {
                ports.add(Map.entry(
                        node.id(),
                        new Access(
                                access.id(),
                                access.interfaceId(),
                                access.vlanId(),
                                Optional.empty(),
                                access.yieldedTo().filter(String::isEmpty))));
            }
        }
        return ports;
    }

    private void add(
            Map<String, List<VpnService.Node>> nodes, String reference, Node node, Exit exit, long bandwidthBps)
            throws IOException {
        Port port = network.ports(node).stream()
                .filter(it -> it.interconnectId().equals(exit.interconnectId()))
                .findFirst()
                .orElseThrow(() -> new IOException("Order '%s': node %s has no port '%s'."
                        .formatted(reference, node.id(), exit.interconnectId())));
        Access access = new Access(port.interconnectId(), port.interfaceId(), exit.vlanId(), Optional.of(bandwidthBps));
        nodes.computeIfAbsent(node.deviceId(), _ -> new ArrayList<>())
                .add(new VpnService.Node(node.id(), node.neId(), List.of(access)));
    }
}
