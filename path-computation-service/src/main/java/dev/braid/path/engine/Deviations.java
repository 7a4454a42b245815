package dev.braid.path.engine;

import java.util.Arrays;

/**
 * What may become an alternative, the most promising first: a deviation at the least it can come to, and once it was
 * searched the path itself. All in arrays that are used again.
 */
final class Deviations {
    /** The parent of those that deviate from no path: their place is the source. */
    static final int ROOT = -1;

    private static final int ALL = 256;

    /** The arcs of the paths, one after the other. */
    int[] arcs = new int[1024];

    private NetworkGraph graph;
    private int arcCount;
    private long[] keys = new long[ALL];
    private int[] parents = new int[ALL];
    private int[] places = new int[ALL];
    private int[] bans = new int[ALL];
    private int[] starts = new int[ALL];
    private int[] lengths = new int[ALL];
    private int count;

    private int[] bannedArcs = new int[ALL];
    private int[] nextBans = new int[ALL];
    private int banCount;

    private int[] heap = new int[ALL];
    private int size;

    void clear(NetworkGraph ofGraph) {
        graph = ofGraph;
        arcCount = 0;
        count = 0;
        banCount = 0;
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** A deviation from the parent at that hop, by none of the banned arcs. */
    void add(long leastKey, int parent, int place, int ban) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            parents = Arrays.copyOf(parents, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
            bans = Arrays.copyOf(bans, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            heap = Arrays.copyOf(heap, 2 * count);
        }
        keys[count] = leastKey;
        parents[count] = parent;
        places[count] = place;
        bans[count] = ban;
        lengths[count] = -1;
        offer(count++);
    }

    /** The deviation was searched: it is its parent up to the prefix, and then these arcs. */
    void become(int deviation, int prefix, int[] rest, int restLength, long key) {
        int length = prefix + restLength;
        while (arcCount + length > arcs.length) {
            arcs = Arrays.copyOf(arcs, 2 * arcs.length);
        }
        if (prefix > 0) {
            System.arraycopy(arcs, starts[parents[deviation]], arcs, arcCount, prefix);
        }
        System.arraycopy(rest, 0, arcs, arcCount + prefix, restLength);
        starts[deviation] = arcCount;
        lengths[deviation] = length;
        keys[deviation] = key;
        arcCount += length;
        offer(deviation);
    }

    /** Takes the most promising out. */
    int poll() {
        int least = heap[0];
        int last = heap[--size];
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], last)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = last;
        return least;
    }

    private void offer(int one) {
        int place = size++;
        while (place > 0 && before(one, heap[(place - 1) >>> 1])) {
            heap[place] = heap[(place - 1) >>> 1];
            place = (place - 1) >>> 1;
        }
        heap[place] = one;
    }

    /** What was not searched goes before paths of equal key: it may become one that comes before them. */
    private boolean before(int one, int other) {
        if (keys[one] != keys[other]) {
            return keys[one] < keys[other];
        }
        if (!isPath(one) || !isPath(other)) {
            return !isPath(one) && (isPath(other) || one < other);
        }
        if (lengths[one] != lengths[other]) {
            return lengths[one] < lengths[other];
        }
        return graph.drawnBefore(arcs, starts[one], arcs, starts[other], lengths[one]);
    }

    boolean isPath(int one) {
        return lengths[one] >= 0;
    }

    int parent(int one) {
        return parents[one];
    }

    /** The hop at which it leaves its parent, or the source. */
    int place(int one) {
        return places[one];
    }

    int start(int path) {
        return starts[path];
    }

    int length(int path) {
        return lengths[path];
    }

    /** Bans the arc beside those banned already, and gives where the bans start. */
    int ban(int arc, int others) {
        if (banCount == bannedArcs.length) {
            bannedArcs = Arrays.copyOf(bannedArcs, 2 * banCount);
            nextBans = Arrays.copyOf(nextBans, 2 * banCount);
        }
        bannedArcs[banCount] = arc;
        nextBans[banCount] = others;
        return banCount++;
    }

    int bans(int deviation) {
        return bans[deviation];
    }

    int bannedArc(int ban) {
        return bannedArcs[ban];
    }

    int nextBan(int ban) {
        return nextBans[ban];
    }

    boolean isBanned(int arc, int first) {
        for (int ban = first; ban >= 0; ban = nextBans[ban]) {
            if (bannedArcs[ban] == arc) {
                return true;
            }
        }
        return false;
    }
}
