package dev.braid.lab.order;

import static dev.braid.lab.plan.Sids.device;

import dev.braid.lab.order.Attachment.AtFibre;
import dev.braid.lab.order.Attachment.AtPort;
import dev.braid.lab.order.Attachment.Open;
import dev.braid.lab.plan.Sids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kernels of a carrier shall hold for its orders; pure. */
public final class Wanted {
    private Wanted() {}

    /**
     * By key. Where several orders want the same port or hand-off, the one that was activated last has it, and one that
     * was not only where nobody else does; of several that were not, the one with the highest number.
     */
    public static Map<String, Entry> all(Collection<OrderRecord> orders, Legs legs) {
        Map<String, Entry> wanted = new LinkedHashMap<>();
        orders.stream()
                .filter(OrderRecord::living)
                .sorted(Comparator.<OrderRecord>comparingLong(
                                order -> order.activation().sequence())
                        .thenComparingInt(OrderRecord::number))
                .forEach(order -> of(order, legs.resolve(order.linkIds(), order.a(), order.z()))
                        .forEach(entry -> wanted.put(entry.key(), entry)));
        return wanted;
    }

    /**
     * For one order, what takes packets out before what sends them there. All but the customers' ports is made ready
     * when the order is held: so its carriers may activate it in any order, and no packet meets a path without an end.
     */
    public static List<Entry> of(OrderRecord order, Leg leg) {
        List<Entry> entries = new ArrayList<>();
        exit(entries, leg, leg.a(), order);
        exit(entries, leg, leg.z(), order);
        entrance(entries, leg, leg.a(), order);
        entrance(entries, leg, leg.z(), order);
        return entries;
    }

    /** From router to router over the fibre that is meant and no other, and out at the end. */
    public static List<String> segments(List<String> nodes, Attachment exit, OrderRecord order) {
        List<String> segments = new ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            segments.add(Sids.adjacency(nodes.get(i - 1), nodes.get(i)));
        }
        switch (exit) {
            case AtPort(var port) -> segments.add(Sids.port(port, order.number()));
            case AtFibre fibre -> {
                segments.add(Sids.adjacency(fibre.node(), fibre.neighbour()));
                segments.add(Sids.handoff(fibre.neighbour(), fibre.node(), fibre.number()));
            }
            case Open(var node) -> segments.add(Sids.openEnd(node, order.number()));
        }
        return segments;
    }

    private static void exit(List<Entry> entries, Leg leg, Attachment exit, OrderRecord order) {
        switch (exit) {
            case AtPort(var port) ->
                entries.add(new Entry.Segment(
                        port.node(),
                        Sids.port(port, order.number()),
                        80,
                        port.customerAddress(),
                        anyDevice(leg, port.node())));
            case AtFibre _ -> {
                // The neighbour takes it out.
            }
            case Open(var node) ->
                entries.add(new Entry.Segment(
                        node,
                        Sids.openEnd(node, order.number()),
                        80,
                        Sids.nowhere(order.number()),
                        anyDevice(leg, node)));
        }
    }

    private static void entrance(List<Entry> entries, Leg leg, Attachment entrance, OrderRecord order) {
        Optional<Entry.Steering> steering = steering(order, leg, entrance);
        switch (entrance) {
            case AtPort(var port)
            when steering.isPresent() -> {
                entries.add(new Entry.PortRule(port.node(), device(port.name()), port.table()));
                entries.add(new Entry.Policing(port.node(), device(port.name()), order.bandwidthBps()));
                entries.add(steering.get());
            }
            case AtFibre fibre -> {
                entries.add(steering.orElseThrow());
                entries.add(new Entry.Segment(
                        fibre.node(),
                        Sids.handoff(fibre.node(), fibre.neighbour(), fibre.number()),
                        80,
                        Sids.tag(fibre.fibreNumber(), fibre.number()),
                        device(fibre.neighbour())));
            }
            case AtPort _, Open _ -> {
                // Nothing comes in here, or not yet.
            }
        }
    }

    /** Leads what comes in at this end of the leg; empty where nothing does, or not yet. */
    public static Optional<Entry.Steering> steering(OrderRecord order, Leg leg, Attachment entrance) {
        boolean towardsZ = entrance == leg.a();
        List<String> segments =
                segments(towardsZ ? leg.nodes() : leg.nodes().reversed(), towardsZ ? leg.z() : leg.a(), order);
        return switch (entrance) {
            case AtPort(var port)
            when order.phase() != OrderRecord.Phase.HELD ->
                Optional.of(new Entry.PortSteering(
                        port.node(), port.table(), segments, firstDevice(port.node(), segments, port.name())));
            case AtFibre fibre ->
                Optional.of(new Entry.TagSteering(
                        fibre.node(),
                        Sids.tag(fibre.fibreNumber(), fibre.number()),
                        segments,
                        firstDevice(fibre.node(), segments, fibre.neighbour())));
            case AtPort _, Open _ -> Optional.empty();
        };
    }

    /** That of the fibre which the first segment names; where it names none, that to whom packets come from. */
    public static String firstDevice(String node, List<String> segments, String from) {
        return device(Sids.neighbourOf(node, segments.getFirst()).orElse(from));
    }

    /** The kernel wants one with a route; where packets go is said by their segments. */
    private static String anyDevice(Leg leg, String node) {
        int place = leg.nodes().indexOf(node);
        if (leg.nodes().size() > 1) {
            return device(leg.nodes().get(place == 0 ? 1 : place - 1));
        }
        Attachment fibre = leg.a() instanceof AtFibre ? leg.a() : leg.z();
        return switch (fibre) {
            case AtFibre at -> device(at.neighbour());
            case AtPort(var port) -> device(port.name());
            case Open _ -> throw new IllegalArgumentException("The leg at %s leads nowhere.".formatted(node));
        };
    }
}
