package dev.braid.netconf.order;

import dev.braid.netconf.device.Device.Found;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.network.Node;
import dev.braid.netconf.network.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that the devices of a carrier held at one time.
 *
 * @param orders ours
 * @param services by device, all of them, whose ever they are
 */
public record Ledger(List<HeldOrder> orders, Map<String, List<VpnService>> services) {
    private static final int FIRST_VLAN = 2;
    private static final int LAST_VLAN = 4094;

    public Ledger {
        orders = List.copyOf(orders);
        services = Map.copyOf(services);
    }

    static Ledger of(Map<String, List<Found>> found, Blueprints blueprints) {
        Map<String, Map<String, Found>> ours = new TreeMap<>();
        found.forEach((deviceId, services) -> services.stream()
                .filter(it -> blueprints.ours(it.service()))
                .forEach(it -> ours.computeIfAbsent(it.service().vpnId(), _ -> new TreeMap<>())
                        .put(deviceId, it)));
        List<HeldOrder> orders = new ArrayList<>();
        for (Map.Entry<String, Map<String, Found>> each : ours.entrySet()) {
            orders.add(blueprints.recognise(each.getKey(), each.getValue()));
        }
        return new Ledger(
                orders,
                found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                it -> it.getValue().stream().map(Found::service).toList())));
    }

    /** Our order of that name. */
    public Optional<HeldOrder> find(String reference) {
        return orders.stream().filter(it -> it.reference().equals(reference)).findFirst();
    }

    /** Whether any device has a service of that name. */
    public boolean names(String vpnId) {
        return services.values().stream()
                .flatMap(List::stream)
                .anyMatch(it -> it.vpnId().equals(vpnId));
    }

    /** What our orders hold of a link, in bits per second; one that does not say which links it takes may take any. */
    public long heldBps(String linkId) {
        return orders.stream()
                .filter(it ->
                        it.leg().map(leg -> leg.linkIds().contains(linkId)).orElse(true))
                .mapToLong(it -> it.bandwidthBps().orElse(0))
                .sum();
    }

    /** Whether a customer other than us has the VLAN at that port: among our own orders it goes over with the activation. */
    public boolean isTaken(Node node, Port port, int vlanId) {
        return accesses(node, port, it -> find(it.vpnId()).isEmpty()).anyMatch(it -> it.vlanId() == vlanId);
    }

    /** The lowest VLAN from 2 that nobody uses at that port; VLAN 1 is what many switches take for untagged. */
    public Optional<Integer> freeVlan(Node node, Port port) {
        Set<Integer> used = vlans(node, port);
        return IntStream.rangeClosed(FIRST_VLAN, LAST_VLAN)
                .filter(it -> !used.contains(it))
                .boxed()
                .findFirst();
    }

    private Set<Integer> vlans(Node node, Port port) {
        return accesses(node, port, _ -> true).map(VpnService.Access::vlanId).collect(Collectors.toSet());
    }

    private Stream<VpnService.Access> accesses(Node node, Port port, Predicate<VpnService> which) {
        return services.getOrDefault(node.deviceId(), List.of()).stream()
                .filter(which)
                .flatMap(it -> it.nodes().stream())
                .filter(it -> it.id().equals(node.id()))
                .flatMap(it -> it.accesses().stream())
                .filter(it -> it.interfaceId().equals(port.interfaceId()));
    }
}
