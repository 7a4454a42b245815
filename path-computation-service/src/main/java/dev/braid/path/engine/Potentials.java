package dev.braid.path.engine;

/**
 * Lower bounds of what remains to a target, worked out once for each set of targets and weighing: for any bandwidth, for
 * classes of bandwidth whose searches wander, and within a class for the bandwidth whose searches still do. A bound is
 * true for every load of the graph whose weights are not below the least ones; when one falls below, the bounds are
 * mended before it is published.
 */
final class Potentials {
    private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 6;

    private final NetworkGraph graph;
    private final WeightRange range;
    private final TreeGrowth growth;
    private final PotentialTable table;
    private volatile int raises;
    private volatile int version;

    Potentials(NetworkGraph graph, WeightRange range) {
        this(graph, range, MAX_BYTES);
    }

    Potentials(NetworkGraph graph, WeightRange range, long maxBytes) {
        this.graph = graph;
        this.range = range;
        this.growth = new TreeGrowth(graph, range);
        // A bound and how it goes on for each node.
        this.table = new PotentialTable(maxBytes, 17L * graph.nodeCount());
        this.version = range.version();
    }

    int raises() {
        return raises;
    }

    long bytes() {
        return table.bytes();
    }

    /** What is known of the targets, sorted, under the weighing. */
    TargetPotentials toward(int[] targets, Weighing weighing) {
        return table.toward(targets, weighing);
    }

    /** The best bound there is for the bandwidth; one for any bandwidth is built where there is none. */
    Potential potential(NetworkLoad load, TargetPotentials known, int mbps) {
        int bandwidthClass = BandwidthClasses.of(mbps);
        if (bandwidthClass != BandwidthClasses.NONE && load.owner()) {
            Potential exact = known.get(TargetPotentials.within(bandwidthClass));
            if (exact != null && exact.leastMbps <= mbps && holdsWithin(load, exact, bandwidthClass)) {
                return exact;
            }
            Potential narrow = known.get(bandwidthClass);
            if (narrow != null && holds(load, narrow, bandwidthClass)) {
                return narrow;
            }
        }
        Potential any = known.get(BandwidthClasses.NONE);
        any = any != null && any.version == version ? any : build(known);
        if (load.isOlderThan(any)) {
            // Now the load sees the raise, and has potentials of its own.
            Potentials own = load.potentials();
            return own.potential(load, own.toward(known.targets, known.weighing), mbps);
        }
        return any;
    }

    private boolean holds(NetworkLoad load, Potential narrow, int bandwidthClass) {
        return narrow.version == version
                && narrow.counts.returns() == load.classes().returns(bandwidthClass);
    }

    private boolean holdsWithin(NetworkLoad load, Potential exact, int bandwidthClass) {
        return holds(load, exact, bandwidthClass)
                && exact.counts.rises() == load.classes().rises(bandwidthClass);
    }

    /**
     * Learns that a search settled so many nodes more than it needed. As soon as that is as many as a new bound takes,
     * one is built: the work is at most doubled, and mostly a fraction.
     */
    void wasted(NetworkLoad load, TargetPotentials known, int mbps, int nodes) {
        int bandwidthClass = BandwidthClasses.of(mbps);
        if (!load.owner() || known.waste(bandwidthClass, nodes) < limit(known, bandwidthClass)) {
            return;
        }
        Potential any = known.get(BandwidthClasses.NONE);
        if (any == null || any.raises != raises) {
            known.forgive(bandwidthClass);
            build(known);
        } else if (bandwidthClass != BandwidthClasses.NONE) {
            refine(load, known, bandwidthClass, mbps);
        }
    }

    private long limit(TargetPotentials known, int place) {
        return (long) graph.nodeCount() << known.voids(place);
    }

    private synchronized Potential build(TargetPotentials known) {
        Potential any = known.get(BandwidthClasses.NONE);
        if (any != null && any.version == version && any.raises == raises) {
            return any;
        }
        KeyScale scale = range.scale(known.weighing);
        Onward onward = new Onward(graph.nodeCount());
        long[] bounds = growth.grow(known.targets, scale, onward);
        Potential built = new Potential(scale, bounds, onward, version, raises, 0, BandwidthClasses.Counts.NONE);
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
                if (known.quality(quality, tree) == null) {
                    table.added(known);
                }
            }
        }
        return tree.bounds();
    }

    /** Bounds for bandwidths never drive out what is in use, and are built again only where that makes them closer. */
    private synchronized void refine(NetworkLoad load, TargetPotentials known, int bandwidthClass, int mbps) {
        Potential narrow = known.get(bandwidthClass);
        int waste = known.forgive(bandwidthClass);
        if (narrow == null || !isClosest(load, narrow, bandwidthClass)) {
            grow(load, known, bandwidthClass, bandwidthClass, BandwidthClasses.floorMbps(bandwidthClass));
            return;
        }
        if (mbps == narrow.leastMbps) {
            return;
        }
        // As close as one for the whole class can be: links between its floor and this bandwidth are in the way.
        int within = TargetPotentials.within(bandwidthClass);
        Potential exact = known.get(within);
        if (known.waste(within, waste) >= limit(known, within)) {
            known.forgive(within);
            if (exact == null || exact.leastMbps != mbps || !isClosest(load, exact, bandwidthClass)) {
                grow(load, known, bandwidthClass, within, mbps);
            }
        }
    }

    private void grow(NetworkLoad load, TargetPotentials known, int bandwidthClass, int place, int mbps) {
        Potential before = known.get(place);
        if (before != null) {
            boolean stands = place == bandwidthClass
                    ? before.counts.returns() == load.classes().returns(bandwidthClass)
                    : holdsWithin(load, before, bandwidthClass);
            // Two that take turns would drive each other out for ever.
            known.wasVoid(place, !stands || before.leastMbps != mbps);
        } else if (!table.hasRoomBeside(known)) {
            return;
        }
        if (place != bandwidthClass) {
            load.classes().watch(bandwidthClass);
        }
        // Read before the bandwidths are: what comes back while the tree grows makes it void.
        BandwidthClasses.Counts counts = load.classes().counts(bandwidthClass);
        KeyScale scale = range.scale(known.weighing);
        Onward onward = new Onward(graph.nodeCount());
        long[] bounds = growth.grow(known.targets, scale, load, mbps, onward);
        if (place != bandwidthClass && !load.classes().isWatched(bandwidthClass)) {
            return;
        }
        keep(known, place, new Potential(scale, bounds, onward, version, raises, mbps, counts));
    }

    private boolean isClosest(NetworkLoad load, Potential narrow, int bandwidthClass) {
        BandwidthClasses.Counts now = load.classes().counts(bandwidthClass);
        boolean exact = narrow.leastMbps > BandwidthClasses.floorMbps(bandwidthClass);
        return narrow.version == version
                && narrow.raises == raises
                && (exact ? now.equals(narrow.counts) : now.sameForTheClass(narrow.counts));
    }

    private void keep(TargetPotentials known, int place, Potential built) {
        if (known.put(place, built) == null) {
            table.added(known);
        }
    }

    /** Before the arc gets these weights: sees to it that every bound holds for them too. */
    synchronized void prepare(int arc, int latencyUs, int priceMicros) {
        if (latencyUs < range.leastLatencyUs(arc) || priceMicros < range.leastPriceMicros(arc)) {
            range.lower(arc, latencyUs, priceMicros);
            for (TargetPotentials known : table.all()) {
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
        for (int place = 0; place < TargetPotentials.PLACES; place++) {
            Potential narrow = known.get(place);
            if (narrow != null && !growth.holds(narrow, arc)) {
                known.put(place, null);
                table.removed();
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
}
