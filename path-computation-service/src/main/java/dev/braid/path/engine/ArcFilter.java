package dev.braid.path.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/** The arcs that a set of rules admits: one bit each. */
public final class ArcFilter {
    /** Admits every arc of any graph. */
    public static final ArcFilter ALL = new ArcFilter(null);

    /** One bit for each arc, or null where all are admitted. */
    final long[] bits;

    private ArcFilter(long[] bits) {
        this.bits = bits;
    }

    /** Whatever the bits say at the time: for searches that bar arcs of their own. */
    static ArcFilter over(long[] bits) {
        return new ArcFilter(bits);
    }

    static ArcFilter of(NetworkGraph graph, Set<ArcRule> rules) {
        long[] bits = new long[(graph.arcCount() + 63) >>> 6];
        boolean all = true;
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            if (admitted(graph, rules, arc)) {
                bits[arc >>> 6] |= 1L << arc;
            } else {
                all = false;
            }
        }
        return all ? ALL : new ArcFilter(bits);
    }

    private static boolean admitted(NetworkGraph graph, Set<ArcRule> rules, int arc) {
        for (ArcRule rule : rules) {
            if (!rule.admits(graph, arc)) {
                return false;
            }
        }
        return true;
    }

    /** The same without these arcs of the graph. */
    public ArcFilter without(NetworkGraph graph, BitSet arcs) {
        if (arcs.isEmpty()) {
            return this;
        }
        long[] fewer = bits == null ? new long[(graph.arcCount() + 63) >>> 6] : bits.clone();
        if (bits == null) {
            Arrays.fill(fewer, -1L);
        }
        long[] without = arcs.toLongArray();
        for (int word = 0; word < Math.min(fewer.length, without.length); word++) {
            fewer[word] &= ~without[word];
        }
        return new ArcFilter(fewer);
    }

    /** Whether a path may use the arc. */
    public boolean admits(int arc) {
        return bits == null || (bits[arc >>> 6] >>> arc & 1) != 0;
    }
}
