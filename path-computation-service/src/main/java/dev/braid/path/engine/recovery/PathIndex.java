package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import java.util.Arrays;

/**
 * The arcs of many paths in one array, and for every pair of arcs the paths that lead over it. Each hop has a slot, the
 * hops of a path one after the other; adding and dropping a path costs time in its length only, since every slot knows
 * where the list of its pair has it. Slots that are free are kept by the length of their path and used again.
 */
final class PathIndex {
    private static final int NONE = -1;
    private static final int[] EMPTY = {};

    private final NetworkGraph graph;

    /** By slot: the arc, the owner of the path, and the place in the list of the pair. */
    private int[] arc = new int[64];

    private int[] owner = new int[64];
    private int[] place = new int[64];
    private int used;

    /** By pair: the slots over it, so many of them. */
    private final int[][] slots;

    private final int[] counts;

    /** By length: the first slot of the first free run; the arc of that slot is the first slot of the next one. */
    private int[] freeRuns = EMPTY;

    PathIndex(NetworkGraph graph) {
        this.graph = graph;
        this.slots = new int[graph.arcCount() / 2][];
        this.counts = new int[graph.arcCount() / 2];
        Arrays.fill(slots, EMPTY);
    }

    /** Adds a path and gives its first slot. */
    int add(int ofOwner, int[] arcs, int length) {
        int first = run(length);
        for (int hop = 0; hop < length; hop++) {
            int slot = first + hop;
            int pair = graph.pair(arcs[hop]);
            arc[slot] = arcs[hop];
            owner[slot] = ofOwner;
            if (counts[pair] == slots[pair].length) {
                slots[pair] = Arrays.copyOf(slots[pair], counts[pair] + counts[pair] / 2 + 4);
            }
            place[slot] = counts[pair];
            slots[pair][counts[pair]++] = slot;
        }
        return first;
    }

    /** Drops the path that starts at the slot. */
    void drop(int first, int length) {
        for (int slot = first; slot < first + length; slot++) {
            int pair = graph.pair(arc[slot]);
            int last = slots[pair][--counts[pair]];
            slots[pair][place[slot]] = last;
            place[last] = place[slot];
        }
        if (length > 0) {
            if (freeRuns.length <= length) {
                int known = freeRuns.length;
                freeRuns = Arrays.copyOf(freeRuns, 2 * length);
                Arrays.fill(freeRuns, known, freeRuns.length, NONE);
            }
            arc[first] = freeRuns[length];
            freeRuns[length] = first;
        }
    }

    private int run(int length) {
        if (length < freeRuns.length && freeRuns[length] != NONE) {
            int first = freeRuns[length];
            freeRuns[length] = arc[first];
            return first;
        }
        int first = used;
        used = Math.addExact(used, length);
        if (used > arc.length) {
            int capacity = (int) Math.min(Math.max(used, arc.length * 3L / 2), Integer.MAX_VALUE - 8);
            arc = Arrays.copyOf(arc, capacity);
            owner = Arrays.copyOf(owner, capacity);
            place = Arrays.copyOf(place, capacity);
        }
        return first;
    }

    int arc(int slot) {
        return arc[slot];
    }

    void copy(int first, int length, int[] into) {
        System.arraycopy(arc, first, into, 0, length);
    }

    /** How many paths lead over the pair. */
    int count(int pair) {
        return counts[pair];
    }

    /** Whose path it is that leads over the pair; they stand in no order. */
    int owner(int pair, int position) {
        return owner[slots[pair][position]];
    }
}
