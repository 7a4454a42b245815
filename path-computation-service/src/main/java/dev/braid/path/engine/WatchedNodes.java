package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The nodes that a label search may not come to twice. Only paths with waypoints need any: the others come back to no
 * node anyway. They are found as they are needed, so that there are few.
 */
final class WatchedNodes {
    static final int NOT_WATCHED = -1;

    private int[] numbers = {};
    private int[] nodes = new int[16];
    private int count;
    private int[] seen = {};
    private int walk;

    void clear(int nodeCount) {
        for (int i = 0; i < count; i++) {
            numbers[nodes[i]] = NOT_WATCHED;
        }
        count = 0;
        if (numbers.length < nodeCount) {
            numbers = new int[nodeCount];
            Arrays.fill(numbers, NOT_WATCHED);
            seen = new int[nodeCount];
            walk = 0;
        }
    }

    int count() {
        return count;
    }

    /** How many words of bits they take. */
    int words() {
        return (count + 63) >>> 6;
    }

    int number(int node) {
        return numbers[node];
    }

    /** Watches the nodes that the walk comes to more than once, and says whether there are any. */
    boolean watchRepeated(NetworkGraph graph, int[] arcs, int length) {
        if (length == 0) {
            return false;
        }
        if (++walk == Integer.MAX_VALUE) {
            Arrays.fill(seen, 0);
            walk = 1;
        }
        boolean repeated = false;
        seen[graph.tail[arcs[0]]] = walk;
        for (int hop = 0; hop < length; hop++) {
            int node = graph.head[arcs[hop]];
            if (seen[node] == walk && numbers[node] == NOT_WATCHED) {
                watch(node);
            }
            repeated |= seen[node] == walk;
            seen[node] = walk;
        }
        return repeated;
    }

    private void watch(int node) {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
        }
        numbers[node] = count;
        nodes[count++] = node;
    }
}
