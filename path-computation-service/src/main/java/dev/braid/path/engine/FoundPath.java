package dev.braid.path.engine;

import java.util.Arrays;

/** A path that a search found, in arrays that the next search writes again. */
public final class FoundPath {
    int[] arcs = new int[64];
    int length;
    long key;
    private long latencyUs;
    private long priceMicrosPerGbpsHour;

    /** How many arcs it has. */
    public int length() {
        return length;
    }

    /** Its arcs in order; only the first {@link #length} count. */
    public int[] arcs() {
        return arcs;
    }

    /** Its latency when it was found. */
    public long latencyUs() {
        return latencyUs;
    }

    /** Its rate when it was found. */
    public long priceMicrosPerGbpsHour() {
        return priceMicrosPerGbpsHour;
    }

    void clear() {
        length = 0;
        key = 0;
        latencyUs = 0;
        priceMicrosPerGbpsHour = 0;
    }

    void add(int arc) {
        if (length == arcs.length) {
            arcs = Arrays.copyOf(arcs, 2 * length);
        }
        arcs[length++] = arc;
    }

    void add(int[] others, int from, int count) {
        for (int i = from; i < from + count; i++) {
            add(others[i]);
        }
    }

    /** Adds up what the arcs are worth now. */
    void weigh(NetworkLoad load, KeyScale scale) {
        key = 0;
        latencyUs = 0;
        priceMicrosPerGbpsHour = 0;
        for (int hop = 0; hop < length; hop++) {
            int latency = load.latencyUs(arcs[hop]);
            int price = load.priceMicrosPerGbpsHour(arcs[hop]);
            key += scale.key(latency, price);
            latencyUs += latency;
            priceMicrosPerGbpsHour += price;
        }
    }

    /** Whether it comes before the other: less weight, then fewer hops, then the arcs that were drawn first. */
    boolean before(FoundPath other, NetworkGraph graph) {
        if (key != other.key) {
            return key < other.key;
        }
        return length != other.length ? length < other.length : graph.drawnBefore(arcs, 0, other.arcs, 0, length);
    }
}
