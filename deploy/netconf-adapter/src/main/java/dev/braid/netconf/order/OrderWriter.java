package dev.braid.netconf.order;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.netconf.device.Change;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Device.Found;
import dev.braid.netconf.device.Transaction;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.network.NoPath;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings all devices at the ends of an order to what is wanted, or none. */
public final class OrderWriter {
    /** Refusals that say "not now" (RFC 6241, appendix A): whoever asks again may get another answer. */
    private static final Set<String> NOT_NOW = Set.of("in-use", "lock-denied", "resource-denied");

    private final Map<String, Device> devices;
    private final Blueprints blueprints;

    public OrderWriter(List<Device> devices, Blueprints blueprints) {
        this.devices = devices.stream().collect(Collectors.toUnmodifiableMap(Device::id, Function.identity()));
        this.blueprints = blueprints;
    }

    /** Writes what is missing or different in an order that is there, and takes away what does not belong to it. */
    public void write(HeldOrder order, long bandwidthBps, String adminStatus) throws Refused, IOException {
        Map<String, VpnService> drawn = draw(order.reference(), order.knownLeg(), bandwidthBps, adminStatus);
        drawn.replaceAll((deviceId, service) ->
                keeping(service, Optional.ofNullable(order.parts().get(deviceId))));
        apply(changes(order, drawn));
    }

    /** Enables an order that is there, and brings its exits over from the orders beside it. */
    public void enable(HeldOrder order, Map<String, List<VpnService>> beside) throws Refused, IOException {
        Map<String, VpnService> drawn =
                draw(order.reference(), order.knownLeg(), order.knownBandwidthBps(), VpnService.UP);
        List<Change> changes = changes(order, drawn);
        beside.forEach((deviceId, services) -> {
            if (drawn.containsKey(deviceId)) {
                Handing.taken(drawn.get(deviceId), services).forEach(it -> changes.add(handing(deviceId, it)));
            }
        });
        apply(changes);
    }

    /** Writes a new order. */
    public void write(String reference, Leg leg, long bandwidthBps, String adminStatus) throws Refused, IOException {
        List<Change> changes = new ArrayList<>();
        draw(reference, leg, bandwidthBps, adminStatus)
                .forEach((deviceId, service) -> changes.add(change(deviceId, service)));
        apply(changes);
    }

    /** Deletes each part that is there, and gives its exits back to the orders beside it. */
    public void remove(HeldOrder order, Map<String, List<VpnService>> beside) throws Refused, IOException {
        List<Change> changes = changes(order, Map.of());
        beside.forEach((deviceId, services) -> Handing.givenBack(
                        order.parts().get(deviceId).service(), services)
                .forEach(it -> changes.add(handing(deviceId, it))));
        apply(changes);
    }

    private Map<String, VpnService> draw(String reference, Leg leg, long bandwidthBps, String adminStatus)
            throws IOException {
        try {
            return blueprints.draw(reference, leg, bandwidthBps, adminStatus);
        } catch (NoPath e) {
            throw new IOException("Order '%s': %s".formatted(reference, e.getMessage()), e);
        }
    }

    /** An exit that went over to another order stays there. */
    private static VpnService keeping(VpnService drawn, Optional<Found> part) {
        return part.isEmpty()
                ? drawn
                : drawn.with((nodeId, access) -> access.yielding(part.get()
                        .service()
                        .accessAt(nodeId, access)
                        .flatMap(VpnService.Access::yieldedTo)
                        .filter(it -> !it.isEmpty())));
    }

    private List<Change> changes(HeldOrder order, Map<String, VpnService> drawn) {
        return Stream.concat(drawn.keySet().stream(), order.parts().keySet().stream())
                .distinct()
                .map(it -> new Change(devices.get(it), order.reference(), Optional.ofNullable(drawn.get(it))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Change change(String deviceId, VpnService wanted) {
        return new Change(devices.get(deviceId), wanted.vpnId(), Optional.of(wanted));
    }

    /** Of an order beside, which may be changed or released in the meantime, its exits and nothing else. */
    private Change handing(String deviceId, VpnService after) {
        return new Change(
                devices.get(deviceId),
                after.vpnId(),
                there -> there.map(it -> it.with((nodeId, access) -> after.accessAt(nodeId, access)
                        .map(wanted -> access.yielding(wanted.yieldedTo()))
                        .orElse(access))));
    }

    private static void apply(List<Change> changes) throws Refused, IOException {
        try {
            Transaction.apply(changes);
        } catch (RpcRefused e) {
            if (NOT_NOW.contains(e.tag())) {
                throw new IOException(e.getMessage(), e);
            }
            throw new Refused(Reason.REJECTED, e.getMessage());
        }
    }
}
