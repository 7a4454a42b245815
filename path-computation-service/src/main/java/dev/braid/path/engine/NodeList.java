package dev.braid.path.engine;

import java.util.Arrays;

/** A list of nodes in an array that is kept. */
final class NodeList {
    /** Nothing is ever added to it. */
    static final NodeList NONE = new NodeList();

    int[] nodes = new int[64];
    int count;

    void add(int node) {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
        }
        nodes[count++] = node;
    }
}
