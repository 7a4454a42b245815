package dev.braid.path.engine;

import java.util.Arrays;

/** A filter of which more arcs can be barred for a while, and let in again all at once. */
final class BarredArcs {
    private long[] bits = {};
    private ArcFilter filter = ArcFilter.over(bits);
    private int[] cleared = new int[256];
    private int count;
    private NetworkGraph graph;

    /** Starts from the filter with nothing barred. */
    ArcFilter filter(NetworkGraph ofGraph, ArcFilter admitted) {
        graph = ofGraph;
        int words = (graph.arcCount() + 63) >>> 6;
        if (bits.length < words) {
            bits = new long[words];
            filter = ArcFilter.over(bits);
        }
        if (admitted.bits == null) {
            Arrays.fill(bits, 0, words, -1L);
        } else {
            System.arraycopy(admitted.bits, 0, bits, 0, words);
        }
        count = 0;
        return filter;
    }

    void arc(int arc) {
        if ((bits[arc >>> 6] >>> arc & 1) != 0) {
            bits[arc >>> 6] &= ~(1L << arc);
            if (count == cleared.length) {
                cleared = Arrays.copyOf(cleared, 2 * count);
            }
            cleared[count++] = arc;
        }
    }

    /** Bars every way into the node. */
    void node(int node) {
        for (int out = graph.firstOut[node]; out < graph.firstOut[node + 1]; out++) {
            arc(graph.mate[out]);
        }
    }

    /** How many arcs are barred: a mark to go back to. */
    int mark() {
        return count;
    }

    /** Lets in again what was barred since the mark. */
    void undo(int mark) {
        while (count > mark) {
            int arc = cleared[--count];
            bits[arc >>> 6] |= 1L << arc;
        }
    }
}
