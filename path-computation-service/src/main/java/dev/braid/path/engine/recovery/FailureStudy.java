package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.Resource;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What would become of the connections if parts of the network failed and prices or latencies changed: worked out on a
 * load of its own, so that neither the load it came from, nor what is kept for it, nor the table changes. Changes first,
 * then one answer; further demands are best looked for on {@link #load} after that.
 */
public final class FailureStudy {
    private final PlacedConnections table;
    private final NetworkLoad before;
    private final NetworkLoad load;
    private final Outage outage;
    private final BitSet changed = new BitSet();

    /** A study of the network as it is; the table and the load must not change until it is done. */
    public FailureStudy(PlacedConnections table, NetworkLoad load) {
        this.table = table;
        this.before = load;
        this.load = apart(load);
        this.outage = new Outage(load.graph());
    }

    /** An equal load that shares nothing, not even bounds: prices may fall on it. */
    private static NetworkLoad apart(NetworkLoad load) {
        NetworkGraph graph = load.graph();
        int arcs = graph.arcCount();
        long[] latencyUs = new long[arcs];
        long[] priceMicros = new long[arcs];
        long[] freeBps = new long[arcs];
        Arrays.setAll(latencyUs, load::latencyUs);
        Arrays.setAll(priceMicros, load::priceMicrosPerGbpsHour);
        Arrays.setAll(freeBps, load::residualBps);
        NetworkLoad apart = new NetworkLoad(graph, latencyUs, priceMicros, freeBps);
        for (int arc = 0; arc < arcs; arc++) {
            apart.qualities()
                    .set(
                            arc,
                            load.qualities().used(arc, Resource.JITTER),
                            load.qualities().used(arc, Resource.LOSS),
                            load.qualities().used(arc, Resource.UNAVAILABILITY));
            if (!load.usable(arc)) {
                apart.measure(arc, load.latencyUs(arc), false);
            }
        }
        apart.qualities().raise();
        return apart;
    }

    /** What fails: add to it. */
    public Outage outage() {
        return outage;
    }

    /** The arc's rate becomes this. */
    public FailureStudy price(int arc, long priceMicrosPerGbpsHour) {
        load.price(arc, priceMicrosPerGbpsHour);
        changed.set(arc);
        return this;
    }

    /** The arc's latency becomes this. */
    public FailureStudy latency(int arc, long latencyUs) {
        load.measure(arc, latencyUs, load.usable(arc));
        changed.set(arc);
        return this;
    }

    /**
     * What would be: those over what fails, and those whose bounds would no longer be kept, look for other paths, the
     * most important first; all others stay. The load of the study then holds what would be held after all moves. To be
     * asked once.
     */
    public Impacts answer(MassReroute reroute) {
        for (int arc = 0; arc < load.graph().arcCount(); arc++) {
            if (outage.has(arc)) {
                load.measure(arc, load.latencyUs(arc), false);
            }
        }
        int[] broken = MassReroute.affected(table, outage);
        BitSet moving = new BitSet();
        Arrays.stream(broken).forEach(moving::set);
        int[] elsewhere = overChanged();
        for (int connection : elsewhere) {
            int[] path = table.path(connection);
            if (!table.terms(connection).keptBy(load, path, path.length)) {
                moving.set(connection);
            }
        }
        Rerouted rerouted = reroute.run(
                table, load, outage, OldPaths.BROKEN, moving.stream().toArray());
        Impacts impacts = new Impacts(rerouted.size() + elsewhere.length);
        for (int place = 0; place < rerouted.size(); place++) {
            addServed(impacts, rerouted, place);
        }
        for (int connection : Importance.sorted(table, elsewhere)) {
            if (!moving.get(connection)) {
                impacts.addIfOther(connection, table.path(connection), before, load);
            }
        }
        return impacts;
    }

    private int[] overChanged() {
        BitSet over = new BitSet();
        for (int arc = changed.nextSetBit(0); arc >= 0; arc = changed.nextSetBit(arc + 1)) {
            int pair = load.graph().pair(arc);
            for (int position = table.countOver(pair) - 1; position >= 0; position--) {
                over.set(table.over(pair, position));
            }
        }
        return over.stream().toArray();
    }

    private void addServed(Impacts impacts, Rerouted rerouted, int place) {
        int connection = rerouted.connection(place);
        int[] old = table.path(connection);
        int[] fresh = rerouted.path(place);
        if (rerouted.holdsOld(place) && rerouted.found(place)) {
            letGo(fresh, old, table.bandwidthBps(connection));
        }
        Impacts.Kind kind = rerouted.found(place) ? Impacts.Kind.MOVES : Impacts.Kind.BREAKS;
        impacts.add(connection, kind, old, before, fresh, load);
    }

    private void letGo(int[] kept, int[] old, long bandwidthBps) {
        int[] only = new int[old.length];
        int count = SharedPairs.without(load.graph(), old, old.length, SharedPairs.sorted(load.graph(), kept), only);
        load.release(only, count, bandwidthBps);
    }

    /** The load of the study: after an answer, as it would be after all moves. */
    public NetworkLoad load() {
        return load;
    }
}
