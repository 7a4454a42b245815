package dev.braid.path.engine;

import java.util.Arrays;

/**
 * What a search knows of the nodes, half a cache line each, never cleared: a node whose stamp is of another search is
 * new.
 */
final class Labels {
    static final int STRIDE = 4;

    /** The key of the best path through the node that is known, from source to target. */
    static final int KEY = 0;

    /** The part of it that is still to go. */
    static final int TO_GO = 1;

    /** The search in the upper half; in the lower half the arc by which the node is reached plus one, or 0. */
    static final int STAMP = 2;

    /** The same search in the upper half; in the lower half how many hops are to go, where that matters. */
    static final int HOPS = 3;

    long[] cells = {};
    private int generation;

    /** Starts another search over so many nodes, and gives its stamp. */
    long next(int nodeCount) {
        if (cells.length < STRIDE * nodeCount) {
            cells = new long[STRIDE * nodeCount];
            generation = 0;
        }
        if (++generation == Integer.MAX_VALUE) {
            Arrays.fill(cells, 0);
            generation = 1;
        }
        return (long) generation << 32;
    }

    /** Where the search starts, or must not go. */
    void set(int node, long key, long toGo, long stamp) {
        cells[STRIDE * node + KEY] = key;
        cells[STRIDE * node + TO_GO] = toGo;
        cells[STRIDE * node + STAMP] = stamp;
    }

    long key(int node) {
        return cells[STRIDE * node + KEY];
    }

    /** The key of the best known way from a source to the node. */
    long distance(int node) {
        return cells[STRIDE * node + KEY] - cells[STRIDE * node + TO_GO];
    }

    boolean isTarget(int node) {
        return cells[STRIDE * node + TO_GO] == 0;
    }

    /** The arc by which the node is reached, or -1 for a source. */
    int arcTo(int node) {
        return (int) cells[STRIDE * node + STAMP] - 1;
    }

    /** Writes the arcs by which the node is reached from a source, and says how many they are. */
    int walkBack(int node, NetworkGraph graph, int[] path) {
        int length = 0;
        for (int arc = arcTo(node); arc >= 0; arc = arcTo(graph.tail[arc])) {
            path[length++] = arc;
        }
        for (int i = 0, j = length - 1; i < j; i++, j--) {
            int arc = path[i];
            path[i] = path[j];
            path[j] = arc;
        }
        return length;
    }

    boolean reached(int node, long stamp) {
        return cells[STRIDE * node + STAMP] >>> 32 == stamp >>> 32;
    }

    void hops(int node, long stamp, int hops) {
        cells[STRIDE * node + HOPS] = stamp | hops;
    }

    /** How many hops are to go, or -1 where the search did not say. */
    int hops(int node, long stamp) {
        long cell = cells[STRIDE * node + HOPS];
        return cell >>> 32 == stamp >>> 32 ? (int) cell : -1;
    }
}
