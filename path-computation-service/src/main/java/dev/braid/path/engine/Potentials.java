package dev.braid.path.engine;

import java.util.Arrays;

/**
 * Lower bounds of what remains to a target, worked out once for each set of targets and weighing and kept as long as
 * there is room. Lookups take no lock and make no garbage. A bound is true for every load of the graph whose weights
 * are not below the least ones; when one falls below, the bounds are mended before it is published.
 */
final class Potentials {
    private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 6;

    /** What was not asked for in so many lookups of everything is in nobody's way. */
    private static final int IDLE_LOOKUPS = 8;

    private final NetworkGraph graph;
    private final WeightRange range;
    private final long maxBytes;
    private final TreeGrowth growth;

    /** Open addressing; a new table for each addition, so that readers need no lock. */
    private volatile TargetPotentials[] table = new TargetPotentials[16];

    private int count;
    private long bytes;
    private long clock;
    private volatile int raises;
    private volatile int version;

    Potentials(NetworkGraph graph, WeightRange range) {
        this(graph, range, MAX_BYTES);
    }

    Potentials(NetworkGraph graph, WeightRange range, long maxBytes) {
        this.maxBytes = maxBytes;
        this.graph = graph;
        this.range = range;
        this.growth = new TreeGrowth(graph, range);
        this.version = range.version();
    }

    int raises() {
        return raises;
    }

    long bytes() {
        return bytes;
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
        any = any != null && any.version == version ? any : build(known);
        if (load.isOlderThan(any)) {
            // Now the load sees the raise, and has potentials of its own.
            Potentials own = load.potentials();
            return own.potential(load, own.toward(known.targets, known.weighing), bandwidthClass);
        }
        return any;
    }

    /**
     * Learns that a search settled so many nodes more than it needed. As soon as that is as many as a new bound takes,
     * one is built: the work is at most doubled, and mostly a fraction.
     */
    void wasted(NetworkLoad load, TargetPotentials known, int bandwidthClass, int nodes) {
        if (!load.owner()
                || known.waste(bandwidthClass, nodes) < (long) graph.nodeCount() << known.voids(bandwidthClass)) {
            return;
        }
        Potential any = known.get(BandwidthClasses.NONE);
        if (any == null || any.raises != raises) {
            known.waste(bandwidthClass, -known.waste(bandwidthClass, 0));
            build(known);
        } else if (bandwidthClass != BandwidthClasses.NONE) {
            refine(load, known, bandwidthClass);
        }
    }

    private synchronized Potential build(TargetPotentials known) {
        Potential any = known.get(BandwidthClasses.NONE);
        if (any != null && any.version == version && any.raises == raises) {
            return any;
        }
        KeyScale scale = range.scale(known.weighing);
        Onward onward = new Onward(graph.nodeCount());
        long[] bounds = growth.grow(known.targets, scale, onward);
        Potential built = new Potential(scale, bounds, onward, version, raises, 0, 0);
        keep(known, BandwidthClasses.NONE, built);
        return built;
    }

    /** By node, the least that has to be used of the quality to get to a target. */
    long[] quality(LinkQualities qualities, TargetPotentials known, Resource quality) {
        int[] least = qualities.least();
        QualityTree tree = known.quality(quality);
        if (tree == null || tree.least() != least) {
            synchronized (this) {
                tree = new QualityTree(least, growth.grow(known.targets, least, quality.offset));
                bytes += known.quality(quality, tree) == null ? bytesOfOne() : 0;
                makeRoom(known);
            }
        }
        return tree.bounds();
    }

    /** Bounds for a class never drive out what is in use, and are built again only where that makes them closer. */
    private synchronized void refine(NetworkLoad load, TargetPotentials known, int bandwidthClass) {
        known.waste(bandwidthClass, -known.waste(bandwidthClass, 0));
        Potential narrow = known.get(bandwidthClass);
        if (narrow != null && isClosest(load, narrow, bandwidthClass)) {
            return;
        }
        if (narrow != null) {
            known.wasVoid(bandwidthClass, narrow.returns != load.classes().returns(bandwidthClass));
        }
        if (narrow == null && bytes + bytesOfOne() > maxBytes) {
            forget(known, clock - (long) IDLE_LOOKUPS * count);
            if (bytes + bytesOfOne() > maxBytes) {
                return;
            }
        }
        // Read before the bandwidths are: what comes back while the tree grows makes it void.
        int returns = load.classes().returns(bandwidthClass);
        int leaves = load.classes().leaves(bandwidthClass);
        KeyScale scale = range.scale(known.weighing);
        Onward onward = new Onward(graph.nodeCount());
        long[] bounds = growth.grow(known.targets, scale, load, BandwidthClasses.floorMbps(bandwidthClass), onward);
        keep(known, bandwidthClass, new Potential(scale, bounds, onward, version, raises, returns, leaves));
    }

    private boolean isClosest(NetworkLoad load, Potential narrow, int bandwidthClass) {
        return narrow.version == version
                && narrow.raises == raises
                && narrow.returns == load.classes().returns(bandwidthClass)
                && narrow.leaves == load.classes().leaves(bandwidthClass);
    }

    private void keep(TargetPotentials known, int bandwidthClass, Potential built) {
        if (known.put(bandwidthClass, built) == null) {
            bytes += bytesOfOne();
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
                bytes -= bytesOfOne();
            } else if (narrow != null) {
                growth.doubt(narrow, arc);
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
                    old.insertInto(next);
                }
            }
            found.insertInto(next);
            table = next;
        }
        return found;
    }

    /** Forgets the quarter that was not asked for the longest when there is too much; never what was just built. */
    private void makeRoom(TargetPotentials justBuilt) {
        if (bytes > maxBytes) {
            long[] uses = Arrays.stream(table)
                    .filter(known -> known != null)
                    .mapToLong(known -> known.lastUse)
                    .sorted()
                    .toArray();
            forget(justBuilt, uses[uses.length / 4]);
        }
    }

    private void forget(TargetPotentials exceptFor, long lastUse) {
        TargetPotentials[] next = new TargetPotentials[table.length];
        count = 0;
        bytes = 0;
        for (TargetPotentials known : table) {
            if (known != null && (known == exceptFor || known.lastUse > lastUse)) {
                known.insertInto(next);
                count++;
                bytes += known.count() * bytesOfOne();
            }
        }
        table = next;
    }

    /** A bound and how it goes on for each node. */
    private long bytesOfOne() {
        return 17L * graph.nodeCount();
    }
}
