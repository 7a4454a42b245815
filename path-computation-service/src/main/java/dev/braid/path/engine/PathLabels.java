package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The partial paths of a label search, one after the other in one array that is kept: the key so far, where it stands,
 * how it came there, what it used of every bounded resource, and which of the watched nodes it has been at. At every
 * state those that were settled form a small front.
 */
final class PathLabels {
    static final int NONE = -1;
    private static final int STATE = 1;
    private static final int ORIGIN = 2;
    private static final int NEXT = 3;
    static final int USED = 4;

    /** The longs that are there at first, and those that are kept from one search to the next at most: 2 MB. */
    private static final int FIRST = 1 << 12;

    static final int KEPT = 1 << 18;

    /** Labels start at multiples of the stride. */
    long[] cells = new long[FIRST];

    private final int budget;

    private int stride = USED;
    private int watchedAt = USED;
    private int end;
    private int[] order = {};
    private long[] fronts = {};
    private long generation;

    /** Room for one label more than the budget, in longs, holds. */
    PathLabels(int budget) {
        this.budget = budget;
    }

    /** Starts anew over so many states, with so many figures in a label. */
    void clear(int[] arcOrder, int states, int resources, int watchWords) {
        order = arcOrder;
        watchedAt = USED + resources;
        stride = watchedAt + watchWords;
        end = 0;
        if (fronts.length < states) {
            fronts = new long[states];
            generation = 0;
        }
        if (++generation == Integer.MAX_VALUE) {
            Arrays.fill(fronts, 0);
            generation = 1;
        }
    }

    /** Where the next label is to be written; it counts once it is kept. */
    int draft() {
        if (end + stride > cells.length) {
            long grown = Math.min(2L * cells.length, (long) budget + stride);
            cells = Arrays.copyOf(cells, (int) Math.max(grown, end + stride));
        }
        return end;
    }

    /** Writes all of the draft but what it used. */
    void describe(int label, long key, int state, int parent, int arc) {
        int hops = parent == NONE ? 0 : hops(parent) + 1;
        cells[label] = key;
        cells[label + STATE] = (long) hops << 32 | state;
        cells[label + ORIGIN] = (long) arc << 32 | parent & 0xFFFF_FFFFL;
        for (int i = watchedAt; i < stride; i++) {
            cells[label + i] = parent == NONE ? 0 : cells[parent + i];
        }
    }

    void keep() {
        end += stride;
    }

    /** Whether no more are to be made. */
    boolean isFull() {
        return end >= budget;
    }

    /** Gives most of the room back after a search that needed much; the labels are lost. */
    void trim() {
        if (cells.length > KEPT) {
            cells = new long[FIRST];
        }
    }

    /** How many longs there is room for now. */
    int room() {
        return cells.length;
    }

    /** How many longs they take. */
    int size() {
        return end;
    }

    int state(int label) {
        return (int) cells[label + STATE];
    }

    int hops(int label) {
        return (int) (cells[label + STATE] >>> 32);
    }

    int arc(int label) {
        return (int) (cells[label + ORIGIN] >>> 32);
    }

    int parent(int label) {
        return (int) cells[label + ORIGIN];
    }

    long used(int label, int resource) {
        return cells[label + USED + resource];
    }

    boolean hasBeenAt(int label, int watched) {
        return (cells[label + watchedAt + (watched >>> 6)] >>> watched & 1) != 0;
    }

    void visit(int label, int watched) {
        cells[label + watchedAt + (watched >>> 6)] |= 1L << watched;
    }

    /** Whether one that was settled at the state is better than the label in everything, or as good and preferred. */
    boolean isDominated(int label, int state) {
        long front = fronts[state];
        if (front >>> 32 == generation) {
            for (int other = (int) front; other != NONE; other = (int) cells[other + NEXT]) {
                if (cells[other] <= cells[label]
                        && usesNoMore(other, label)
                        && (cells[other] < cells[label] || isPreferred(other, label))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Adds the label to the front, and drops what from now on dominates nothing that it does not. */
    void settle(int label) {
        int state = state(label);
        int first = fronts[state] >>> 32 == generation ? (int) fronts[state] : NONE;
        int before = label;
        for (int other = first; other != NONE; other = (int) cells[other + NEXT]) {
            if (!usesNoMore(label, other)) {
                cells[before + NEXT] = other;
                before = other;
            }
        }
        cells[before + NEXT] = NONE;
        fronts[state] = generation << 32 | label;
    }

    private boolean usesNoMore(int label, int other) {
        for (int i = USED; i < watchedAt; i++) {
            if (cells[label + i] > cells[other + i]) {
                return false;
            }
        }
        for (int i = watchedAt; i < stride; i++) {
            if ((cells[label + i] & ~cells[other + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private int compareArcs(int one, int other) {
        return one < 0 || other < 0 ? Integer.compare(one, other) : Integer.compare(order[one], order[other]);
    }

    /** Of paths with equal keys: whether this one has fewer hops, or as many and its arcs were drawn first. */
    boolean isPreferred(int label, int other) {
        int difference = Integer.compare(hops(label), hops(other));
        if (difference != 0) {
            return difference < 0;
        }
        int mine = label;
        int theirs = other;
        while (mine != theirs && mine != NONE) {
            if (arc(mine) != arc(theirs)) {
                difference = compareArcs(arc(mine), arc(theirs));
            }
            mine = parent(mine);
            theirs = parent(theirs);
        }
        return difference < 0;
    }
}
