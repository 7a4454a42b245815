package dev.braid.netconf.order;

import com.google.protobuf.Timestamp;
import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.netconf.device.Device.Found;
import dev.braid.netconf.l3nm.VpnService;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An order as the devices hold it. Who has changed a part of it by hand has changed this order, and no other.
 *
 * @param leg absent where no part, or not all in the same words, tells of it
 * @param bandwidthBps the least that any part has; absent where none has any
 * @param parts by device, what is there
 * @param damaged devices whose part is missing, or not as it was written, or not expected there
 */
public record HeldOrder(
        String reference, Optional<Leg> leg, OptionalLong bandwidthBps, Map<String, Found> parts, Set<String> damaged) {
    /** A living order has a bandwidth, as the contract has it. */
    private static final long UNTOLD_BPS = 1;

    public HeldOrder {
        parts = Map.copyOf(parts);
        damaged = Set.copyOf(damaged);
    }

    /** The least of all parts: what only one end lets through does not flow; a status that nobody knows lets nothing. */
    public String adminStatus() {
        return parts.values().stream()
                .map(it -> it.service().adminStatus())
                .map(it -> Blueprints.KNOWN.contains(it) ? it : VpnService.DOWN)
                .filter(it -> !it.equals(VpnService.UP))
                .sorted()
                .findFirst()
                .orElse(VpnService.UP);
    }

    /** Enabled at both ends, and no device says that it does not operate. */
    public OrderStanding standing() {
        if (!damaged.isEmpty() || !adminStatus().equals(VpnService.UP)) {
            return OrderStanding.ORDER_STANDING_HELD;
        }
        return down().isEmpty() ? OrderStanding.ORDER_STANDING_IN_SERVICE : OrderStanding.ORDER_STANDING_PENDING;
    }

    /** In the words of the contract. */
    public Order proto() {
        Order.Builder order = Order.newBuilder()
                .setReference(reference)
                .setStanding(standing())
                .setBandwidthBps(bandwidthBps.orElse(UNTOLD_BPS))
                .setProviderState(words())
                .setProviderOrderId(reference);
        leg.ifPresent(it -> order.addAllLinkIds(it.linkIds())
                .setAEnd(it.a().proto())
                .setZEnd(it.z().proto()));
        if (standing() == OrderStanding.ORDER_STANDING_PENDING) {
            Instant since = down().stream()
                    .flatMap(it -> parts.get(it).operStatus().since().stream())
                    .max(Comparator.naturalOrder())
                    .orElseGet(Instant::now);
            order.setPendingOn(PendingOn.newBuilder()
                    .setParty(String.join(", ", down()))
                    .setReason("Enabled, but the operational status is op-down.")
                    .setSinceTime(Timestamp.newBuilder().setSeconds(since.getEpochSecond())));
        }
        return order.build();
    }

    /** What it was ordered as. */
    public Leg knownLeg() throws Unreadable {
        return leg.orElseThrow(() -> new Unreadable(reference, "which links it takes", words()));
    }

    /** What it was ordered at. */
    public long knownBandwidthBps() throws Unreadable {
        return bandwidthBps.orElseThrow(() -> new Unreadable(reference, "how much it holds", words()));
    }

    /** That it is for what is asked for; what was left open when it was ordered may have become anything. */
    public void checkSame(ReserveLegRequest request) throws Refused, IOException {
        if (!knownLeg().linkIds().equals(request.getLinkIdsList())
                || knownBandwidthBps() != request.getBandwidthBps()
                || !knownLeg().a().fits(request.getAEnd())
                || !knownLeg().z().fits(request.getZEnd())) {
            throw new Refused(
                    Reason.CONFLICT,
                    "Order '%s' is for %d bit/s, %s.".formatted(reference, knownBandwidthBps(), knownLeg()));
        }
    }

    private List<String> down() {
        return parts.entrySet().stream()
                .filter(it -> it.getValue().operStatus().isDown())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private String words() {
        Set<String> devices = new TreeSet<>(parts.keySet());
        devices.addAll(damaged);
        return devices.stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(String deviceId) {
        Found found = parts.get(deviceId);
        if (found == null) {
            return deviceId + ": missing";
        }
        return "%s: %s%s%s%s"
                .formatted(
                        deviceId,
                        found.service().adminStatus(),
                        found.operStatus().identity().isEmpty()
                                ? ""
                                : ", " + found.operStatus().identity(),
                        damaged.contains(deviceId) ? ", not as it was written" : "",
                        yielded(found.service()));
    }

    private static String yielded(VpnService service) {
        return service.nodes().stream()
                .flatMap(it -> it.accesses().stream())
                .flatMap(access -> access.yieldedTo().stream()
                        .filter(to -> !to.isEmpty())
                        .map(to -> ", %s as %d is with '%s' now".formatted(access.id(), access.vlanId(), to)))
                .collect(Collectors.joining());
    }
}
