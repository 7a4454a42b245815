package dev.braid.simulator.domain;

import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bandwidth that living orders hold of each link of one carrier. An order holds it in both directions. Written by
 * one thread at a time; telemetry reads beside it.
 */
public final class Bookings {

    private final CarrierNetwork network;
    private final Map<String, Long> orderedBps = new ConcurrentHashMap<>();
    private final Map<String, Long> carryingBps = new ConcurrentHashMap<>();

    public Bookings(CarrierNetwork network) {
        this.network = network;
    }

    /** Replaces what an order held before, if anything, by what it holds now. */
    public void replace(Optional<Order> before, Order now) {
        before.ifPresent(order -> book(order, -1));
        book(now, 1);
    }

    /** What orders hold, by link; links that carry no order are absent. */
    public SortedMap<String, Long> orderedBps() {
        return new TreeMap<>(orderedBps);
    }

    /** What orders in service may send over a link. */
    public long carryingBps(String linkId) {
        return carryingBps.getOrDefault(linkId, 0L);
    }

    long freeBps(String linkId) {
        return network.links().get(linkId).capacityBps() - orderedBps.getOrDefault(linkId, 0L);
    }

    /** A link of the path, in either direction, that has less than that free. */
    Optional<String> fullLink(List<String> linkIds, long moreBps) {
        return bothWays(linkIds).stream()
                .filter(linkId -> freeBps(linkId) < moreBps)
                .findFirst();
    }

    private void book(Order order, int sign) {
        if (!order.living()) {
            return;
        }
        for (String linkId : bothWays(order.linkIds())) {
            add(orderedBps, linkId, sign * order.bandwidthBps());
            if (order.state() == Order.State.IN_SERVICE) {
                add(carryingBps, linkId, sign * order.bandwidthBps());
            }
        }
    }

    /** A reverse that another carrier owns is that carrier's to book. */
    private List<String> bothWays(List<String> linkIds) {
        List<String> directions = new ArrayList<>(2 * linkIds.size());
        for (String linkId : linkIds) {
            CarrierLink link = network.links().get(linkId);
            directions.add(linkId);
            if (network.links().containsKey(link.reverseLinkId())) {
                directions.add(link.reverseLinkId());
            }
        }
        return directions;
    }

    private static void add(Map<String, Long> bps, String linkId, long change) {
        bps.compute(linkId, (_, held) -> {
            long sum = (held == null ? 0 : held) + change;
            return sum == 0 ? null : sum;
        });
    }
}
