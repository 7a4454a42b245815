package dev.braid.path.engine;

import java.util.Arrays;

/**
 * A heap of nodes by keys, four children to a parent. The same node may be in it more than once. What is pushed is put
 * in order only when the least is asked for: a search whose bounds lead straight to its target never asks.
 */
final class NodeHeap {
    private static final int FIRST = 256;
    private static final int KEPT = 1 << 16;

    private long[] keys = new long[FIRST];
    private int[] nodes = new int[FIRST];
    private int size;

    /** So many are in order; those after them were pushed since. */
    private int ordered;

    void clear() {
        size = 0;
        ordered = 0;
    }

    /** Gives most of the room back after it held much; it is empty then. */
    void trim() {
        clear();
        if (keys.length > KEPT) {
            keys = new long[FIRST];
            nodes = new int[FIRST];
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    long leastKey() {
        while (ordered < size) {
            order(ordered++);
        }
        return keys[0];
    }

    void push(long key, int node) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        keys[size] = key;
        nodes[size++] = node;
    }

    private void order(int last) {
        long[] k = keys;
        int[] n = nodes;
        long key = k[last];
        int node = n[last];
        int place = last;
        while (place > 0) {
            int above = (place - 1) >>> 2;
            if (k[above] <= key) {
                break;
            }
            k[place] = k[above];
            n[place] = n[above];
            place = above;
        }
        k[place] = key;
        n[place] = node;
    }

    /** Takes the node of {@link #leastKey} out, right after that was asked for. */
    int poll() {
        long[] k = keys;
        int[] n = nodes;
        int least = n[0];
        int last = --size;
        ordered = last;
        long key = k[last];
        int place = 0;
        int child = 1;
        while (child < last) {
            int best = child;
            long bestKey = k[child];
            int end = Math.min(child + 4, last);
            for (int i = child + 1; i < end; i++) {
                if (k[i] < bestKey) {
                    bestKey = k[i];
                    best = i;
                }
            }
            if (bestKey >= key) {
                break;
            }
            k[place] = bestKey;
            n[place] = n[best];
            place = best;
            child = 4 * best + 1;
        }
        k[place] = key;
        n[place] = n[last];
        return least;
    }
}
