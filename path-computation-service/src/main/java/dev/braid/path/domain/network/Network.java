package dev.braid.path.domain.network;

import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathSearch;
import dev.braid.path.engine.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One topology under its load: what is left on every link, what it measures, and whether it may be used. Copies share
 * the topology and change their load on their own.
 */
public final class Network {
    private final Topology topology;
    private final NetworkIndex index;
    private final NetworkLoad load;

    private Network(Topology topology, NetworkIndex index, NetworkLoad load) {
        this.topology = topology;
        this.index = index;
        this.load = load;
    }

    /** The network that these holdings and measures make. */
    public static Network of(
            Topology topology, ToLongFunction<String> reservedBps, Function<String, LinkMeasure> measures) {
        NetworkIndex index = new NetworkIndex(topology);
        int arcs = index.graph().arcCount();
        long[] latency = new long[arcs];
        long[] price = new long[arcs];
        long[] capacity = new long[arcs];
        for (int arc = 0; arc < arcs; arc++) {
            Link link = index.link(arc);
            latency[arc] = link.latencyFloorUs();
            price[arc] = link.priceMicrosPerGbpsHour();
            capacity[arc] = link.capacityBps();
        }
        Network network = new Network(topology, index, new NetworkLoad(index.graph(), latency, price, capacity));
        Map<String, Long> reserved = new HashMap<>();
        for (int arc = 0; arc < arcs; arc++) {
            String linkId = index.link(arc).linkId();
            reserved.put(linkId, reservedBps.applyAsLong(linkId));
        }
        network.hold(reserved);
        for (int arc = 0; arc < arcs; arc++) {
            network.qualify(arc, LinkQuality.FLAWLESS);
            LinkMeasure measure = measures.apply(index.link(arc).linkId());
            if (measure != null) {
                network.measure(measure);
            }
        }
        network.load.qualities().raise();
        return network;
    }

    /** An equal network whose load changes on its own. */
    public Network copy() {
        return new Network(topology, index, load.copy());
    }

    /** An equal network of which nothing is held. */
    public Network idle() {
        Network idle = copy();
        Map<String, Long> held = new HashMap<>();
        for (int arc = 0; arc < index.graph().arcCount(); arc++) {
            held.put(index.link(arc).linkId(), heldBps(arc));
        }
        idle.release(held);
        return idle;
    }

    /** Another topology under the same load: what links of both hold and measure stays, all else is idle. */
    public Network over(Topology other) {
        Network next = of(other, this::heldBps, this::measured);
        for (int arc = 0; arc < index.graph().arcCount(); arc++) {
            OptionalInt same = next.index.arc(index.link(arc).linkId());
            if (same.isPresent()) {
                next.load
                        .qualities()
                        .set(
                                same.getAsInt(),
                                load.qualities().used(arc, Resource.JITTER),
                                load.qualities().used(arc, Resource.LOSS),
                                load.qualities().used(arc, Resource.UNAVAILABILITY));
            }
        }
        return next;
    }

    private long heldBps(String linkId) {
        OptionalInt arc = index.arc(linkId);
        return arc.isPresent() ? heldBps(arc.getAsInt()) : 0;
    }

    /** What is held on the arc and its mate alike. */
    public long heldBps(int arc) {
        return capacityBps(arc) - load.residualBps(arc);
    }

    /** What the arc and its mate can hold alike. */
    public long capacityBps(int arc) {
        return Math.min(
                index.link(arc).capacityBps(),
                index.link(index.graph().mate(arc)).capacityBps());
    }

    private LinkMeasure measured(String linkId) {
        OptionalInt arc = index.arc(linkId);
        return arc.isEmpty()
                ? null
                : new LinkMeasure(linkId, Instant.EPOCH, load.latencyUs(arc.getAsInt()), !load.usable(arc.getAsInt()));
    }

    /** The largest share of its capacity that a link in order holds. */
    public double maxUtilisation() {
        double most = 0;
        for (int arc = 0; arc < index.graph().arcCount(); arc++) {
            if (load.usable(arc) && load.usable(index.graph().mate(arc)) && capacityBps(arc) > 0) {
                most = Math.max(most, heldBps(arc) / (double) capacityBps(arc));
            }
        }
        return most;
    }

    /** The elements. */
    public Topology topology() {
        return topology;
    }

    /** The numbers of the elements. */
    public NetworkIndex index() {
        return index;
    }

    /** The load of the elements. */
    public NetworkLoad load() {
        return load;
    }

    /** A search on this network as it is when it is asked. */
    public PathSearch search() {
        return new PathSearch(load);
    }

    /**
     * Holds bandwidth on links. A link and its reverse are held alike, by the larger amount of the two. Links that the
     * topology does not have are left out: nothing can use them.
     */
    public void hold(Map<String, Long> bandwidthBpsOfLink) {
        take(bandwidthBpsOfLink, 1);
    }

    /** Lets bandwidth on links go. */
    public void release(Map<String, Long> bandwidthBpsOfLink) {
        take(bandwidthBpsOfLink, -1);
    }

    /**
     * Takes the bandwidth from a link and its reverse, or gives it back where negative, as {@link #hold} and
     * {@link #release} do with a map of these two.
     */
    public void take(Span span, long bandwidthBps) {
        OptionalInt arc = index.arc(span);
        if (arc.isPresent()) {
            load.take(arc.getAsInt(), bandwidthBps);
        } else {
            take(span.linkId(), span.reverseLinkId(), bandwidthBps);
        }
    }

    /** What was rebuilt is held as its names say. */
    private void take(String linkId, String reverseLinkId, long bandwidthBps) {
        OptionalInt arc = index.arc(linkId);
        if (arc.isPresent()) {
            load.take(arc.getAsInt(), bandwidthBps);
        }
        boolean both =
                arc.isPresent() && index.link(arc.getAsInt()).reverseLinkId().equals(reverseLinkId);
        if (!both) {
            index.arc(reverseLinkId).ifPresent(reverse -> load.take(reverse, bandwidthBps));
        }
    }

    private void take(Map<String, Long> bandwidthBpsOfLink, int sign) {
        bandwidthBpsOfLink.forEach((linkId, bps) -> {
            OptionalInt arc = index.arc(linkId);
            if (arc.isPresent() && bps != 0) {
                int mate = index.graph().mate(arc.getAsInt());
                long ofMate = bandwidthBpsOfLink.getOrDefault(index.link(mate).linkId(), 0L);
                // Of two that are held alike the one with the lower number speaks for both.
                if (bps > ofMate || bps == ofMate && arc.getAsInt() < mate) {
                    load.take(arc.getAsInt(), sign * bps);
                }
            }
        });
    }

    /**
     * Takes a measure: a latency below the floor of the link is physically impossible and counts as the floor; one
     * that is longer than half an hour counts as that. Jitter and loss count where they are more than what is promised;
     * a link that is down keeps what it had.
     */
    public void measure(LinkMeasure measure) {
        index.arc(measure.linkId()).ifPresent(arc -> {
            load.measure(
                    arc,
                    Math.clamp(measure.latencyUs(), index.link(arc).latencyFloorUs(), NetworkLoad.MAX_WEIGHT),
                    !measure.down());
            if (!measure.down()) {
                measure.quality().ifPresent(quality -> qualify(arc, quality));
            }
        });
    }

    /** Whether what was measured says of neither way that nothing arrives; false also where that is not known here. */
    public boolean isUp(Span span) {
        OptionalInt arc = index.arc(span);
        return arc.isPresent()
                && load.usable(arc.getAsInt())
                && load.usable(index.graph().mate(arc.getAsInt()));
    }

    /** Forgets what the link measured: it is at its floor again, and as good as promised. */
    public void forgetMeasure(String linkId) {
        index.arc(linkId).ifPresent(arc -> {
            load.measure(arc, index.link(arc).latencyFloorUs(), true);
            qualify(arc, LinkQuality.FLAWLESS);
        });
    }

    private void qualify(int arc, LinkQuality measured) {
        Link link = index.link(arc);
        LinkQuality quality = link.promised().worst(measured);
        load.qualities()
                .set(
                        arc,
                        Math.min(quality.jitterUs(), NetworkLoad.MAX_WEIGHT),
                        Resource.ofLoss(quality.lossRatio()),
                        Resource.ofAvailability(link.availabilityRatio().orElse(1)));
    }
}
