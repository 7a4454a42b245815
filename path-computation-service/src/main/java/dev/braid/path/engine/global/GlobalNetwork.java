package dev.braid.path.engine.global;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Arcs, and the pools of bandwidth they draw from. A pool is one arc where the directions are apart, or an arc and its
 * mate where bandwidth is held on both alike; arcs of one pool have the same two ends, so that a path without loops
 * draws from it once. A pool without capacity is out of order. Immutable.
 */
public final class GlobalNetwork {
    /** The largest capacity of a pool and volume of all demands together: exact as a double. */
    public static final long MAX_BPS = 1L << 53;

    /** The largest latency and price of an arc. */
    public static final int MAX_WEIGHT = 2_000_000_000;

    private final int nodeCount;
    private final int[] tail;
    private final int[] head;
    private final int[] pool;
    private final long[] latencyUs;
    private final long[] priceMicrosPerGbpsHour;
    private final long[] capacityBps;
    private final long[] heldBps;

    /** Where the usable arcs of every node start in {@link #out}. */
    final int[] firstOut;

    /** Head, pool and number of the usable arcs, by tail. */
    final int[] out;

    /** The ints of one arc in {@link #out}. */
    static final int STRIDE = 3;

    /**
     * Arcs in order, and pools in order; what is held is bandwidth of a pool that no demand of the problem moves.
     *
     * @throws IllegalArgumentException where a value is out of its bounds
     */
    public GlobalNetwork(
            int nodeCount,
            int[] tail,
            int[] head,
            int[] pool,
            long[] latencyUs,
            long[] priceMicrosPerGbpsHour,
            long[] capacityBps,
            long[] heldBps) {
        Bounds.within("nodeCount", nodeCount, 1, Integer.MAX_VALUE / 8);
        Bounds.sameLength("head", head.length, "tail", tail.length);
        Bounds.sameLength("pool", pool.length, "tail", tail.length);
        Bounds.sameLength("latencyUs", latencyUs.length, "tail", tail.length);
        Bounds.sameLength("priceMicrosPerGbpsHour", priceMicrosPerGbpsHour.length, "tail", tail.length);
        Bounds.sameLength("heldBps", heldBps.length, "capacityBps", capacityBps.length);
        this.nodeCount = nodeCount;
        this.tail = tail.clone();
        this.head = head.clone();
        this.pool = pool.clone();
        this.latencyUs = latencyUs.clone();
        this.priceMicrosPerGbpsHour = priceMicrosPerGbpsHour.clone();
        this.capacityBps = capacityBps.clone();
        this.heldBps = heldBps.clone();
        checkPools();
        checkArcs();
        this.firstOut = new int[nodeCount + 1];
        this.out = new int[STRIDE * tail.length];
        sortByTail();
    }

    /** Arcs of which each has its own capacity, and nothing held. */
    public static GlobalNetwork directed(
            int nodeCount, int[] tail, int[] head, long[] latencyUs, long[] price, long[] capacityBps) {
        int[] own = new int[tail.length];
        Arrays.setAll(own, arc -> arc);
        return new GlobalNetwork(nodeCount, tail, head, own, latencyUs, price, capacityBps, new long[tail.length]);
    }

    private void checkPools() {
        for (int p = 0; p < capacityBps.length; p++) {
            Bounds.within("capacityBps", p, capacityBps[p], 0, MAX_BPS);
            Bounds.within("heldBps", p, heldBps[p], 0, MAX_BPS);
        }
    }

    private void checkArcs() {
        int[] representative = new int[capacityBps.length];
        Arrays.fill(representative, -1);
        for (int arc = 0; arc < tail.length; arc++) {
            Bounds.within("tail", arc, tail[arc], 0, nodeCount - 1);
            Bounds.within("head", arc, head[arc], 0, nodeCount - 1);
            Bounds.within("pool", arc, pool[arc], 0, capacityBps.length - 1);
            Bounds.within("latencyUs", arc, latencyUs[arc], 0, MAX_WEIGHT);
            Bounds.within("priceMicrosPerGbpsHour", arc, priceMicrosPerGbpsHour[arc], 0, MAX_WEIGHT);
            if (tail[arc] == head[arc]) {
                throw new IllegalArgumentException("head[%d] is %d, its tail.".formatted(arc, head[arc]));
            }
            int other = representative[pool[arc]];
            if (other < 0) {
                representative[pool[arc]] = arc;
            } else if (Math.min(tail[arc], head[arc]) != Math.min(tail[other], head[other])
                    || Math.max(tail[arc], head[arc]) != Math.max(tail[other], head[other])) {
                throw new IllegalArgumentException(
                        "pool[%d] is %d, as that of arc %d, which has other ends.".formatted(arc, pool[arc], other));
            }
        }
    }

    private void sortByTail() {
        for (int arc = 0; arc < tail.length; arc++) {
            firstOut[tail[arc] + 1] += usable(arc) ? 1 : 0;
        }
        for (int node = 0; node < nodeCount; node++) {
            firstOut[node + 1] += firstOut[node];
        }
        int[] next = firstOut.clone();
        for (int arc = 0; arc < tail.length; arc++) {
            if (usable(arc)) {
                int at = STRIDE * next[tail[arc]]++;
                out[at] = head[arc];
                out[at + 1] = pool[arc];
                out[at + 2] = arc;
            }
        }
    }

    /** The same network with these pools out of order. */
    public GlobalNetwork without(BitSet failedPools) {
        long[] left = capacityBps.clone();
        failedPools.stream().forEach(p -> left[p] = 0);
        return new GlobalNetwork(nodeCount, tail, head, pool, latencyUs, priceMicrosPerGbpsHour, left, heldBps);
    }

    /** Whether the arc is in order. */
    public boolean usable(int arc) {
        return capacityBps[pool[arc]] > 0;
    }

    public int nodeCount() {
        return nodeCount;
    }

    public int arcCount() {
        return tail.length;
    }

    public int poolCount() {
        return capacityBps.length;
    }

    public int tail(int arc) {
        return tail[arc];
    }

    public int head(int arc) {
        return head[arc];
    }

    public int pool(int arc) {
        return pool[arc];
    }

    public long latencyUs(int arc) {
        return latencyUs[arc];
    }

    public long priceMicrosPerGbpsHour(int arc) {
        return priceMicrosPerGbpsHour[arc];
    }

    public long capacityBps(int pool) {
        return capacityBps[pool];
    }

    public long heldBps(int pool) {
        return heldBps[pool];
    }
}
