package dev.braid.path.domain.network;

import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathSearch;
import java.util.Map;
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
        long[] residual = new long[arcs];
        long[] latency = new long[arcs];
        for (int arc = 0; arc < arcs; arc++) {
            Link link = index.link(arc);
            residual[arc] = link.capacityBps() - reservedBps.applyAsLong(link.linkId());
            latency[arc] = link.latencyFloorUs();
        }
        Network network = new Network(topology, index, new NetworkLoad(residual, latency));
        for (int arc = 0; arc < arcs; arc++) {
            LinkMeasure measure = measures.apply(index.link(arc).linkId());
            if (measure != null) {
                network.measure(measure);
            }
        }
        return network;
    }

    /** An equal network whose load changes on its own. */
    public Network copy() {
        return new Network(topology, index, load.copy());
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
        return new PathSearch(index.graph(), load);
    }

    /** Holds bandwidth on links. Links that the topology does not have are left out: nothing can use them. */
    public void hold(Map<String, Long> bandwidthBpsOfLink) {
        bandwidthBpsOfLink.forEach((linkId, bps) -> index.arc(linkId).ifPresent(arc -> load.take(arc, bps)));
    }

    /** Lets bandwidth on links go. */
    public void release(Map<String, Long> bandwidthBpsOfLink) {
        bandwidthBpsOfLink.forEach((linkId, bps) -> index.arc(linkId).ifPresent(arc -> load.take(arc, -bps)));
    }

    /** Takes a measure: a latency below the floor of the link is physically impossible and counts as the floor. */
    public void measure(LinkMeasure measure) {
        index.arc(measure.linkId())
                .ifPresent(arc -> load.measure(
                        arc, Math.max(index.link(arc).latencyFloorUs(), measure.latencyUs()), !measure.down()));
    }

    /** Forgets what the link measured: its latency is the floor again. */
    public void forgetMeasure(String linkId) {
        index.arc(linkId).ifPresent(arc -> load.measure(arc, index.link(arc).latencyFloorUs(), true));
    }
}
