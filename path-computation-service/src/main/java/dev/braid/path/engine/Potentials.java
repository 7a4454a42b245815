package dev.braid.path.engine;

import java.util.Arrays;

/**
 * Lower bounds of what remains to a target, worked out once for each set of targets and weighing and kept as long as
 * there is room. Lookups take no lock and make no garbage. A bound is true for every load of the graph whose weights
 * are not below the least ones; when one falls below, the bounds are mended before it is published.
 */
final class Potentials {
    private static final long MAX_BYTES =
            Runtime.getRuntime().maxMemory() / 6;

    private final NetworkGraph graph;
    private final WeightRange range;
    private final TreeGrowth growth;

    /** Open addressing; a new table for each addition, so that readers need no lock. */
    private volatile TargetPotentials[] table = new TargetPotentials[16];

    private int count;
    private long bytes;
    private long clock;
    private volatile int raises;
    private volatile int version;

    Potentials(NetworkGraph graph, WeightRange range) {
        this.graph = graph;
        this.range = range;
        this.growth = new TreeGrowth(graph, range);
        this.version = range.version();
    }

    int raises() {
        return raises;
    }

    /** What is known of the targets, sorted, under the weighing. */
    TargetPotentials toward(int[] targets, Weighing weighing) {
        int hash = TargetPotentials.hash(targets, weighing);
        TargetPotentials found = find(table, hash, targets, weighing);
        if (found == null) {
            found = add(hash, targets, weighing);
        }
        found.lastUse = ++clock;
        return found;
    }

    /** The best bound there is for the bandwidth; one for any bandwidth is built where there is none. */
    Potential potential(NetworkLoad load, TargetPotentials known, int bandwidthClass) {
        if (bandwidthClass != BandwidthClasses.NONE && load.owner()) {
            Potential narrow = known.get(bandwidthClass);
            if (narrow != null
                    && narrow.version == version
                    && narrow.returns == load.classes().returns(bandwidthClass)) {
                return narrow;
            }
        }
        Potential any = known.get(BandwidthClasses.NONE);
        return any != null && any.version == version ? any : build(known);
    }

    /**
     * Learns that a search settled so many nodes more than it needed. As soon as that is as many as a new bound takes,
     * one is built: the work is at most doubled, and mostly a fraction.
     */
    void wasted(NetworkLoad load, TargetPotentials known, int bandwidthClass, int nodes) {
        if (!load.owner() || known.waste(bandwidthClass, nodes) < graph.nodeCount()) {
            return;
        }
        Potential any = known.get(BandwidthClasses.NONE);
        if (any == null || any.raises != raises) {
            known.waste(bandwidthClass, -known.waste(bandwidthClass, 0));
            build(known);
        } else if (bandwidthClass != BandwidthClasses.NONE) {
            build(load, known, bandwidthClass);
        }
    }

    private synchronized Potential build(TargetPotentials known) {
        Potential any = known.get(BandwidthClasses.NONE);
        if (any != null && any.version == version && any.raises == raises) {
            return any;
        }
        KeyScale scale = range.scale(known.weighing);
        Potential built = new Potential(scale, growth.grow(known.targets, scale), version, raises, 0);
        keep(known, BandwidthClasses.NONE, built);
        return built;
    }

    private synchronized void build(NetworkLoad load, TargetPotentials known, int bandwidthClass) {
        // Read before the bandwidths are: what comes back while the tree grows makes it void.
        int returns = load.classes().returns(bandwidthClass);
        KeyScale scale = range.scale(known.weighing);
        long[] bounds = growth.grow(known.targets, scale, load, BandwidthClasses.floorMbps(bandwidthClass));
        keep(known, bandwidthClass, new Potential(scale, bounds, version, raises, returns));
    }

    private void keep(TargetPotentials known, int bandwidthClass, Potential built) {
        if (known.put(bandwidthClass, built) == null) {
            bytes += 8L * graph.nodeCount();
        }
        makeRoom(known);
    }

    /** Before the arc gets these weights: sees to it that every bound holds for them too. */
    synchronized void prepare(int arc, int latencyUs, int priceMicros) {
        if (latencyUs < range.leastLatencyUs(arc) || priceMicros < range.leastPriceMicros(arc)) {
            range.lower(arc, latencyUs, priceMicros);
            for (TargetPotentials known : table) {
                if (known != null) {
                    mend(known, arc);
                }
            }
        }
        range.reach(arc, latencyUs, priceMicros);
        version = range.version();
    }

    private void mend(TargetPotentials known, int arc) {
        Potential any = known.get(BandwidthClasses.NONE);
        if (any != null && any.version == version) {
            growth.mend(any, arc);
        }
        for (int each = 0; each < BandwidthClasses.count(); each++) {
            Potential narrow = known.get(each);
            if (narrow != null && !growth.holds(narrow, arc)) {
                known.put(each, null);
                bytes -= 8L * graph.nodeCount();
            }
        }
    }

    /** Counts a measurement of the arc: a latency that stays up lets later bounds be closer. The owner's only. */
    synchronized void count(int arc, int latencyUs) {
        if (range.raise(arc, latencyUs)) {
            raises++;
        }
    }

    private static TargetPotentials find(TargetPotentials[] table, int hash, int[] targets, Weighing weighing) {
        int mask = table.length - 1;
        for (int i = hash & mask; table[i] != null; i = (i + 1) & mask) {
            if (table[i].hash == hash && table[i].is(targets, weighing)) {
                return table[i];
            }
        }
        return null;
    }

    private synchronized TargetPotentials add(int hash, int[] targets, Weighing weighing) {
        TargetPotentials found = find(table, hash, targets, weighing);
        if (found == null) {
            found = new TargetPotentials(targets.clone(), weighing, hash);
            count++;
            TargetPotentials[] next = new TargetPotentials[2 * count < table.length ? table.length : 2 * table.length];
            for (TargetPotentials old : table) {
                if (old != null) {
                    insert(next, old);
                }
            }
            insert(next, found);
            table = next;
        }
        return found;
    }

    private static void insert(TargetPotentials[] into, TargetPotentials known) {
        int mask = into.length - 1;
        int i = known.hash & mask;
        while (into[i] != null) {
            i = (i + 1) & mask;
        }
        into[i] = known;
    }

    /** Forgets the quarter that was not asked for the longest when there is too much; never what was just built. */
    private void makeRoom(TargetPotentials justBuilt) {
        if (bytes <= MAX_BYTES) {
            return;
        }
        long[] uses = Arrays.stream(table)
                .filter(known -> known != null)
                .mapToLong(known -> known.lastUse)
                .sorted()
                .toArray();
        long limit = uses[uses.length / 4];
        TargetPotentials[] next = new TargetPotentials[table.length];
        count = 0;
        bytes = 0;
        for (TargetPotentials known : table) {
            if (known != null && (known == justBuilt || known.lastUse > limit)) {
                insert(next, known);
                count++;
                for (int each = BandwidthClasses.NONE; each < BandwidthClasses.count(); each++) {
                    bytes += known.get(each) == null ? 0 : 8L * graph.nodeCount();
                }
            }
        }
        table = next;
    }
}
