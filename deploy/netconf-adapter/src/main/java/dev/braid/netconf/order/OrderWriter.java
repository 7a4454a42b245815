package dev.braid.netconf.order;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.netconf.device.Change;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Transaction;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.network.NoPath;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
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
        write(
                order.reference(),
                order.knownLeg(),
                bandwidthBps,
                adminStatus,
                order.parts().keySet());
    }

    /** Writes a new order. */
    public void write(String reference, Leg leg, long bandwidthBps, String adminStatus) throws Refused, IOException {
        write(reference, leg, bandwidthBps, adminStatus, Set.of());
    }

    private void write(String reference, Leg leg, long bandwidthBps, String adminStatus, Set<String> thereBefore)
            throws Refused, IOException {
        Map<String, VpnService> drawn;
        try {
            drawn = blueprints.draw(reference, leg, bandwidthBps, adminStatus);
        } catch (NoPath e) {
            throw new IOException("Order '%s': %s".formatted(reference, e.getMessage()), e);
        }
        apply(Stream.concat(drawn.keySet().stream(), thereBefore.stream())
                .distinct()
                .map(it -> new Change(devices.get(it), reference, Optional.ofNullable(drawn.get(it))))
                .toList());
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
