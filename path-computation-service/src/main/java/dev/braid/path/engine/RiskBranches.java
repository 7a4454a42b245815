package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The branches of a search for two paths without a common risk, in arrays that are kept. Each has its best first path,
 * and says which risks its pairs are without: those that the pairs of its parent are without; in the first path also
 * one risk of the parent's conflict, and in the second path those that stand before that one.
 */
final class RiskBranches {
    static final int NONE = -1;
    private static final int FIRST = 1 << 8;

    /** The ints of paths and conflicts that are kept from one search to the next at most: 4 MB. */
    private static final int KEPT = 1 << 20;

    private static final int LEAST = 0;
    private static final int KEY = 1;
    private static final int KEYS = 2;

    private static final int PARENT = 0;
    private static final int PLACE = 1;
    private static final int DEPTH = 2;
    private static final int PATH = 3;
    private static final int LENGTH = 4;
    private static final int CONFLICT = 5;
    private static final int FACTS = 6;

    private long[] keys;
    private int[] facts;
    private int[] open;

    /** The paths and the conflicts, one after the other. */
    int[] cells;

    private int count;
    private int openCount;
    private int end;

    RiskBranches() {
        shrink();
    }

    private void shrink() {
        keys = new long[KEYS * FIRST];
        facts = new int[FACTS * FIRST];
        open = new int[FIRST];
        cells = new int[16 * FIRST];
    }

    void clear() {
        count = 0;
        openCount = 0;
        end = 0;
        if (cells.length > KEPT) {
            shrink();
        }
    }

    /** Adds one whose pairs weigh at least so much, with its best first path and that one's key. */
    void add(int parent, int place, long least, int[] path, int length, long key) {
        int branch = count++;
        if (branch == open.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
            facts = Arrays.copyOf(facts, 2 * facts.length);
            open = Arrays.copyOf(open, 2 * open.length);
        }
        keys[KEYS * branch + LEAST] = least;
        keys[KEYS * branch + KEY] = key;
        int at = FACTS * branch;
        facts[at + PARENT] = parent;
        facts[at + PLACE] = place;
        facts[at + DEPTH] = parent == NONE ? 0 : facts[FACTS * parent + DEPTH] + 1;
        facts[at + PATH] = append(path, length);
        facts[at + LENGTH] = length;
        push(branch);
    }

    private int append(int[] values, int length) {
        if (end + length > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(2 * cells.length, end + length));
        }
        System.arraycopy(values, 0, cells, end, length);
        end += length;
        return end - length;
    }

    /** What it comes from, or {@link #NONE}. */
    int parent(int branch) {
        return facts[FACTS * branch + PARENT];
    }

    /** Which risk of its parent's conflict its first paths are without. */
    int place(int branch) {
        return facts[FACTS * branch + PLACE];
    }

    /** What its pairs weigh at least. */
    long least(int branch) {
        return keys[KEYS * branch + LEAST];
    }

    /** The key of its best first path. */
    long key(int branch) {
        return keys[KEYS * branch + KEY];
    }

    /** Where its best first path starts in the cells. */
    int path(int branch) {
        return facts[FACTS * branch + PATH];
    }

    /** How many arcs that has. */
    int length(int branch) {
        return facts[FACTS * branch + LENGTH];
    }

    /** Keeps what conflicts with its best first path. */
    void conflict(int branch, int[] risks, int size) {
        facts[FACTS * branch + CONFLICT] = append(risks, size);
    }

    /** The risk at this place of its conflict. */
    int risk(int branch, int place) {
        return cells[facts[FACTS * branch + CONFLICT] + place];
    }

    /** Takes the one out whose pairs may weigh least, among equals the deepest, then the oldest; or {@link #NONE}. */
    int poll() {
        if (openCount == 0) {
            return NONE;
        }
        int first = open[0];
        int last = open[--openCount];
        int place = 0;
        for (int child = 1; child < openCount; child = 2 * place + 1) {
            if (child + 1 < openCount && before(open[child + 1], open[child])) {
                child++;
            }
            if (!before(open[child], last)) {
                break;
            }
            open[place] = open[child];
            place = child;
        }
        open[place] = last;
        return first;
    }

    private void push(int branch) {
        int place = openCount++;
        while (place > 0 && before(branch, open[(place - 1) / 2])) {
            open[place] = open[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        open[place] = branch;
    }

    private boolean before(int one, int other) {
        if (least(one) != least(other)) {
            return least(one) < least(other);
        }
        int deeper = facts[FACTS * one + DEPTH] - facts[FACTS * other + DEPTH];
        return deeper > 0 || deeper == 0 && one < other;
    }
}
