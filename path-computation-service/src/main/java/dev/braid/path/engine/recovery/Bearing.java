package dev.braid.path.engine.recovery;

import dev.braid.path.engine.ArcFilter;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.SharedBounds;
import dev.braid.path.engine.ShortestPath;
import dev.braid.path.engine.Weighing;

/**
 * What the searches of one pass towards the same targets on the same terms share: after an outage the bounds that are
 * kept lead them to what is not there. As soon as they have wandered as far as better bounds cost, those are worked out,
 * so that the work is at most doubled.
 */
final class Bearing {
    private static final int[] NONE = {};

    private final int[] targets;
    private final Weighing weighing;
    private final ArcFilter filter;
    private long leastBandwidthBps = Long.MAX_VALUE;
    private volatile SharedBounds bounds;

    /** Nodes that searches settled in vain; counted without care. */
    private int waste;

    Bearing(int[] targets, Weighing weighing, ArcFilter filter) {
        this.targets = targets;
        this.weighing = weighing;
        this.filter = filter;
    }

    /** One of the searches will ask for as little as this; for nothing where its old path is held. */
    void include(long bandwidthBps) {
        leastBandwidthBps = Math.min(leastBandwidthBps, bandwidthBps);
    }

    /** The arcs that may be used. */
    ArcFilter filter() {
        return filter;
    }

    /** Looks for the path of one of the queries; says whether there is one. */
    boolean find(ShortestPath search, NetworkLoad load, PathQuery query) {
        SharedBounds known = bounds;
        boolean found = known == null ? search.find(load, query) : known.find(search, load, query);
        waste += Math.max(0, search.settled() - 2 * search.length());
        if (waste > load.graph().nodeCount()) {
            waste = 0;
            bounds = new SharedBounds(
                    load,
                    new PathQuery()
                            .between(NONE, targets)
                            .weighing(weighing)
                            .filter(filter)
                            .bandwidthBps(leastBandwidthBps));
        }
        return found;
    }
}
