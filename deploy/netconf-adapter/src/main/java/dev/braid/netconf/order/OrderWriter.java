package dev.braid.netconf.order;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.netconf.device.Change;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Transaction;
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

    /** Writes what is missing or different. */
    public void write(String reference, Leg leg, long bandwidthBps, String adminStatus) throws Refused, IOException {
        List<Change> changes = new ArrayList<>();
        try {
            blueprints
                    .draw(reference, leg, bandwidthBps, adminStatus)
                    .forEach((deviceId, service) ->
                            changes.add(new Change(devices.get(deviceId), reference, Optional.of(service))));
        } catch (NoPath e) {
            throw new IOException("Order '%s': %s".formatted(reference, e.getMessage()), e);
        }
        apply(changes);
    }

    /** Deletes each part that is there. */
    public void remove(HeldOrder order) throws Refused, IOException {
        apply(order.parts().keySet().stream()
                .map(it -> new Change(devices.get(it), order.reference(), Optional.empty()))
                .toList());
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
