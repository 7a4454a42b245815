package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The shape of a network in plain arrays, immutable: nodes and arcs are numbers, and arcs are numbered in the order in
 * which ties are broken.
 */
public final class NetworkGraph {
    private final int nodeCount;
    private final int[] tail;
    private final int[] head;
    private final int[] mate;
    private final int[] provider;
    private final long[] priceMicrosPerGbpsHour;
    private final int[] country;
    private final int[] firstOut;
    private final int[] out;

    /**
     * Takes the arrays over: the caller must not change them afterwards. Every arc has a mate, the same pair of nodes
     * the other way, so the arcs that enter a node are the mates of those that leave it.
     */
    public NetworkGraph(
            int[] tail, int[] head, int[] mate, int[] provider, long[] priceMicrosPerGbpsHour, int[] countryOfNode) {
        this.nodeCount = countryOfNode.length;
        this.tail = tail;
        this.head = head;
        this.mate = mate;
        this.provider = provider;
        this.priceMicrosPerGbpsHour = priceMicrosPerGbpsHour;
        this.country = countryOfNode;
        for (int arc = 0; arc < tail.length; arc++) {
            if (mate[mate[arc]] != arc || tail[mate[arc]] != head[arc] || head[mate[arc]] != tail[arc]) {
                throw new IllegalArgumentException(
                        "Arc %d and its mate %d do not mirror each other".formatted(arc, mate[arc]));
            }
        }
        this.firstOut = new int[nodeCount + 1];
        for (int node : tail) {
            firstOut[node + 1]++;
        }
        for (int node = 0; node < nodeCount; node++) {
            firstOut[node + 1] += firstOut[node];
        }
        this.out = new int[tail.length];
        int[] next = Arrays.copyOf(firstOut, nodeCount);
        for (int arc = 0; arc < tail.length; arc++) {
            out[next[tail[arc]]++] = arc;
        }
    }

    /** How many nodes there are. */
    public int nodeCount() {
        return nodeCount;
    }

    /** How many arcs there are. */
    public int arcCount() {
        return tail.length;
    }

    /** Where the arc starts. */
    public int tail(int arc) {
        return tail[arc];
    }

    /** Where the arc ends. */
    public int head(int arc) {
        return head[arc];
    }

    /** The arc between the same nodes the other way. */
    public int mate(int arc) {
        return mate[arc];
    }

    /** The number of the provider whose arc it is. */
    public int provider(int arc) {
        return provider[arc];
    }

    /** The rate of the arc. */
    public long priceMicrosPerGbpsHour(int arc) {
        return priceMicrosPerGbpsHour[arc];
    }

    /** The number of the country in which the node stands. */
    public int country(int node) {
        return country[node];
    }

    int firstOut(int node) {
        return firstOut[node];
    }

    int out(int position) {
        return out[position];
    }
}
