package dev.braid.lab.agent;

import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.kernel.PathProbe;
import dev.braid.lab.order.Attachment;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Leg;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.order.Wanted;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.Sids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A carrier's routers as orders see them: compares, probes, moves, and takes away what is ours. */
final class Network {
    private static final long PROBE_MARGIN_MILLIS = 100;

    private final Legs legs;
    private final Kernel kernel;
    private final PathProbe probe;
    private final Delivery delivery;
    private final Changes changes;

    Network(Legs legs, Kernel kernel, PathProbe probe, Delivery delivery) {
        this.legs = legs;
        this.kernel = kernel;
        this.probe = probe;
        this.delivery = delivery;
        this.changes = new Changes(kernel, delivery);
    }

    /** How routes reach the kernels. */
    String means() {
        return delivery.means();
    }

    /** Reads them all, and takes up what is in use from an earlier life. */
    void resume(Collection<OrderRecord> all, Collection<String> nodes) {
        delivery.resume(all, read(nodes));
    }

    /** All that the kernels hold where orders keep theirs. */
    Map<String, String> read(Collection<String> nodes) {
        Map<String, String> found = new TreeMap<>();
        for (String node : nodes) {
            try {
                found.putAll(kernel.read(node));
            } catch (CommandFailed e) {
                throw KernelUnreadable.of(node, e);
            }
        }
        return found;
    }

    OrderView view(OrderRecord order, Collection<OrderRecord> all) {
        if (!order.living()) {
            return new OrderView(order, List.of(), List.of());
        }
        Leg leg = leg(order);
        return view(order, leg, Wanted.all(all, legs), read(ends(leg)));
    }

    private OrderView view(OrderRecord order, Leg leg, Map<String, Entry> wanted, Map<String, String> found) {
        List<String> faults = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Entry entry : Wanted.of(order, leg)) {
            String there = found.get(entry.key());
            if (!wanted.get(entry.key()).equals(entry)) {
                // What the later order lacks there is told with that one.
                if (!(entry instanceof Entry.Policing)) {
                    remarks.add("a later order has %s".formatted(entry.key()));
                }
            } else if (there == null) {
                faults.add("missing at %s, %s".formatted(entry.key(), entry.value()));
            } else if (!there.equals(entry.value())) {
                faults.add("at %s is %s instead of %s".formatted(entry.key(), there, entry.value()));
            }
        }
        remarks.addAll(dark(order, leg));
        return new OrderView(order, faults, remarks);
    }

    private List<String> dark(OrderRecord order, Leg leg) {
        Set<String> dark = new LinkedHashSet<>();
        for (Fibre fibre : crossed(order, leg)) {
            String node = leg.nodes().contains(fibre.a()) ? fibre.a() : fibre.z();
            try {
                if (kernel.dark(node).contains(fibre.opposite(node))) {
                    dark.add("no light on %s".formatted(fibre.id()));
                }
            } catch (CommandFailed e) {
                dark.add("nobody knows the light on %s: %s".formatted(fibre.id(), e.getMessage()));
            }
        }
        return List.copyOf(dark);
    }

    /** The fibres that its packets take, those to neighbours with them. */
    Set<Fibre> crossed(OrderRecord order, Leg leg) {
        Set<Fibre> fibres = new LinkedHashSet<>(legs.fibres(order.linkIds()));
        for (Attachment end : List.of(leg.a(), leg.z())) {
            if (end instanceof Attachment.AtFibre attached) {
                fibres.add(attached.fibre());
            }
        }
        return fibres;
    }

    Leg leg(OrderRecord order) {
        return legs.resolve(order.linkIds(), order.a(), order.z());
    }

    /** A packet goes the way of the order and comes back, or the order is refused. */
    void probe(OrderRecord order) {
        Leg leg = leg(order);
        List<String> loop = loop(leg);
        if (loop.isEmpty()) {
            return;
        }
        long delayUs = crossed(order, leg).stream().mapToLong(Fibre::delayUs).sum();
        long waitMillis = Math.max(PROBE_MARGIN_MILLIS, 4 * delayUs / 1000) + PROBE_MARGIN_MILLIS;
        if (probe.roundTrip(leg.nodes().getFirst(), loop, waitMillis).isEmpty()) {
            throw new OrderRefused(
                    Reason.REJECTED,
                    "No packet came back over %s (3 tries of %d ms); what was there before stays."
                            .formatted(String.join(", ", order.linkIds()), waitMillis));
        }
    }

    /** From the first router to the last, over the fibre to the neighbour and back where one follows, and home. */
    static List<String> loop(Leg leg) {
        List<String> stops = new ArrayList<>(leg.nodes());
        if (leg.z() instanceof Attachment.AtFibre fibre) {
            stops.add(fibre.neighbour());
        }
        List<String> loop = new ArrayList<>();
        if (stops.size() < 2) {
            return loop;
        }
        // A packet of its own does not pass the router's segments: the first stop is one of the neighbour.
        if (stops.size() > 2) {
            loop.add(Sids.strictEnd(stops.get(1), stops.getFirst()));
        }
        for (int i = 1; i + 1 < stops.size(); i++) {
            loop.add(Sids.adjacency(stops.get(i), stops.get(i + 1)));
        }
        for (int i = stops.size() - 1; i > 0; i--) {
            loop.add(Sids.adjacency(stops.get(i), stops.get(i - 1)));
        }
        return loop;
    }

    /** Throws KernelUnreadable when it would not be seen what comes of a change. */
    void readable(OrderRecord order) {
        read(ends(leg(order)));
    }

    /**
     * Puts what the order needs and the kernels lack; what takes packets out stands before any is sent there. What a later
     * order has, only a command for that one puts: it may be half gone.
     */
    void install(OrderRecord order, Collection<OrderRecord> all) {
        Leg leg = leg(order);
        Map<String, Entry> wanted = Wanted.all(all, legs);
        Map<String, String> found = read(ends(leg));
        for (Entry entry : Wanted.of(order, leg)) {
            if (wanted.get(entry.key()).equals(entry) && !entry.value().equals(found.get(entry.key()))) {
                changes.put(entry, all);
            }
        }
        changes.tell(order);
    }

    /**
     * Gives ports and hand-offs back to who had them before, and takes away what only this order had, as it was. The
     * rest is all orders as they are from now on, and this one among them. The kernels have let go when it returns.
     */
    void withdraw(OrderRecord was, OrderRecord is, Collection<OrderRecord> rest) {
        Leg leg = leg(was);
        Map<String, Entry> wanted = Wanted.all(rest, legs);
        List<Entry> entries = Wanted.of(was, leg).stream()
                // That keeps a customer without an order from going anywhere.
                .filter(entry -> !(entry instanceof Entry.PortRule))
                .toList();
        Map<String, String> found = read(ends(leg));
        boolean moved = false;
        for (Entry entry : entries) {
            Entry heir = wanted.get(entry.key());
            if (heir != null && keeps(entry, wanted, found)) {
                changes.put(heir, rest);
                moved = true;
            }
        }
        if (moved) {
            letRunOut(was, leg);
        }
        for (Entry entry : entries.reversed()) {
            // What somebody else has put in its place is not ours to take away.
            if (!wanted.containsKey(entry.key()) && keeps(entry, wanted, found)) {
                changes.remove(entry, rest);
            }
        }
        changes.tell(is);
        Map<String, String> left = read(ends(leg));
        for (Entry entry : entries) {
            if (keeps(entry, wanted, left)) {
                throw new KernelUnreadable(
                        "Nobody said no, but %s is still at %s.".formatted(entry.value(), entry.key()));
            }
        }
    }

    /** Whether the kernel holds what shall not be there any more; who polices a port is ours at whatever rate. */
    private static boolean keeps(Entry entry, Map<String, Entry> wanted, Map<String, String> found) {
        Entry heir = wanted.get(entry.key());
        String there = found.get(entry.key());
        boolean ours = entry.value().equals(there) || entry instanceof Entry.Policing && there != null;
        return ours && (heir == null || !heir.value().equals(there));
    }

    /** What is on the way when traffic moves still finds its exit. */
    private void letRunOut(OrderRecord order, Leg leg) {
        long delayUs = crossed(order, leg).stream().mapToLong(Fibre::delayUs).sum();
        try {
            Thread.sleep(PROBE_MARGIN_MILLIS + 2 * delayUs / 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What stands in the kernels and belongs to no order. */
    Map<String, String> strangers(Collection<OrderRecord> all, Collection<String> nodes) {
        Map<String, String> found = read(nodes);
        found.keySet().removeAll(Wanted.all(all, legs).keySet());
        found.keySet().removeIf(key -> key.contains(" rule "));
        return found;
    }

    private static Set<String> ends(Leg leg) {
        return new LinkedHashSet<>(List.of(leg.a().node(), leg.z().node()));
    }
}
