package dev.braid.path.engine;

import java.util.Arrays;

/**
 * What the best single path is to be, without a bound on it. Reusable: the setters keep what they are given, so asking
 * again makes no garbage.
 */
public final class PathQuery {
    private static final int[] NONE = {};

    int[] sources = NONE;
    int[] targets = NONE;
    Weighing weighing = Weighing.LATENCY;
    long bandwidthBps;
    ArcFilter filter = ArcFilter.ALL;
    int[] refusedArcs = NONE;
    int[] heldPairs = NONE;
    int heldCount;

    /** The nodes of which the path starts at any, and those of which it ends at any; sorted, not to be changed. */
    public PathQuery between(int[] anySource, int[] anyTarget) {
        sources = anySource;
        targets = anyTarget;
        return this;
    }

    /** What is made least. */
    public PathQuery weighing(Weighing least) {
        weighing = least;
        return this;
    }

    /** The bandwidth that every arc of the path and its mate have left. */
    public PathQuery bandwidthBps(long bps) {
        bandwidthBps = bps;
        return this;
    }

    /** The arcs that may be used. */
    public PathQuery filter(ArcFilter admitted) {
        filter = admitted;
        return this;
    }

    /** A few more arcs that may not be used, sorted, not to be changed. */
    public PathQuery refusedArcs(int... sortedArcs) {
        refusedArcs = sortedArcs;
        return this;
    }

    /**
     * So many pairs, sorted, of which the path needs no bandwidth: it is held there already, by the path that this one
     * is to replace. Their order counts like that of any other. Not to be changed.
     */
    public PathQuery holding(int[] sortedPairs, int count) {
        heldPairs = sortedPairs;
        heldCount = count;
        return this;
    }

    boolean holds(int pair) {
        return Arrays.binarySearch(heldPairs, 0, heldCount, pair) >= 0;
    }

    boolean refuses(int arc) {
        return refusedArcs.length > 0 && Arrays.binarySearch(refusedArcs, arc) >= 0;
    }
}
