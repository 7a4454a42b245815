package dev.braid.pcep.adapter;

import com.google.protobuf.util.Timestamps;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.pcep.session.KnownLsp;
import dev.braid.pcep.wire.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Orders in the words of the contract: what the book keeps free, and what routers say of the LSPs.
 *
 * @param goingUpCounts whether an LSP that its router has taken and still brings up counts as carrying traffic
 */
record OrderView(Network network, boolean goingUpCounts) {
    /** An order of the book. */
    Order of(BookEntry entry, Picture picture) throws Refused {
        Map<String, KnownLsp> lsps = picture.named(entry.reference());
        Order.Builder order = Order.newBuilder()
                .setReference(entry.reference())
                .setProviderOrderId(entry.reference())
                .addAllLinkIds(entry.linkIds())
                .setBandwidthBps(entry.bandwidthBps());
        if (lsps.isEmpty()) {
            return order.setStanding(
                            entry.ceased() ? OrderStanding.ORDER_STANDING_CEASED : OrderStanding.ORDER_STANDING_HELD)
                    .setProviderState(entry.ceased() ? "no LSP" : "kept free by the PCE, no LSP")
                    .build();
        }
        Network.Ways ways = network.ways(entry.linkIds());
        Optional<KnownLsp> there = picture.find(ways.there().from().id(), entry.reference());
        Optional<KnownLsp> back = picture.find(ways.back().from().id(), entry.reference());
        boolean asOrdered = there.filter(it -> it.route().equals(ways.there().route()))
                        .isPresent()
                && back.filter(it -> it.route().equals(ways.back().route())).isPresent();
        there.filter(it -> !asOrdered)
                .flatMap(it -> network.linksOf(it.route()))
                .ifPresent(it -> order.clearLinkIds().addAllLinkIds(it));
        order.setBandwidthBps(carriedBps(lsps, entry.bandwidthBps())).setProviderState(words(lsps));
        return stand(order, lsps, asOrdered).build();
    }

    /** An order that only routers know of. */
    Order of(String reference, Picture picture) {
        Map<String, KnownLsp> lsps = picture.named(reference);
        List<String> linkIds = lsps.values().stream()
                .flatMap(it -> network.linksOf(it.route()).stream())
                .findFirst()
                .orElse(List.of());
        Order.Builder order = Order.newBuilder()
                .setReference(reference)
                .setProviderOrderId(reference)
                .addAllLinkIds(linkIds)
                .setBandwidthBps(carriedBps(lsps, 0))
                .setProviderState(words(lsps));
        return stand(order, lsps, lsps.size() == 2).build();
    }

    private Order.Builder stand(Order.Builder order, Map<String, KnownLsp> lsps, boolean asOrdered) {
        if (!asOrdered) {
            return order.setStanding(OrderStanding.ORDER_STANDING_HELD);
        }
        for (Map.Entry<String, KnownLsp> each : lsps.entrySet()) {
            Operation operation = each.getValue().lsp().operation();
            boolean waits = operation == Operation.GOING_UP && !goingUpCounts;
            if (waits) {
                return order.setStanding(OrderStanding.ORDER_STANDING_PENDING)
                        .setPendingOn(PendingOn.newBuilder()
                                .setParty("router " + each.getKey())
                                .setReason("The LSP is going up.")
                                .setSinceTime(Timestamps.fromMillis(
                                        each.getValue().reportTime().toEpochMilli())));
            }
            if (!flows(operation)) {
                return order.setStanding(OrderStanding.ORDER_STANDING_HELD);
            }
        }
        return order.setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    private static boolean flows(Operation operation) {
        return switch (operation) {
            case UP, ACTIVE, GOING_UP -> true;
            case DOWN, GOING_DOWN, UNASSIGNED -> false;
        };
    }

    /** What was ordered, where routers say the same as far as the protocol can; else the least that they say. */
    static long carriedBps(Map<String, KnownLsp> lsps, long orderedBps) {
        float ordered = Rate.bytesPerSecond(orderedBps);
        return lsps.values().stream()
                .mapToLong(it -> it.bytesPerSecond()
                        .map(rate -> rate == ordered ? orderedBps : Rate.bps(rate))
                        .orElse(orderedBps))
                .min()
                .orElse(orderedBps);
    }

    private static String words(Map<String, KnownLsp> lsps) {
        return lsps.entrySet().stream()
                .map(it -> "%s: LSP %d %s"
                        .formatted(
                                it.getKey(),
                                it.getValue().lsp().plspId(),
                                it.getValue()
                                        .lsp()
                                        .operation()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')))
                .collect(Collectors.joining(", "));
    }
}
