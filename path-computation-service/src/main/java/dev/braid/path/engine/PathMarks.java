package dev.braid.path.engine;

/** Which nodes and pairs of arcs a path goes over, known without looking along it. */
final class PathMarks {
    int[] arcs = {};
    int length;
    private int[] placeOfNode = {};
    private int[] nodeStamps = {};
    private int[] pairStamps = {};
    private int generation;
    private NetworkGraph graph;

    void set(NetworkGraph ofGraph, int[] path, int pathLength) {
        graph = ofGraph;
        arcs = path;
        length = pathLength;
        if (nodeStamps.length < graph.nodeCount()
                || pairStamps.length < graph.arcCount() / 2
                || generation == Integer.MAX_VALUE) {
            nodeStamps = new int[graph.nodeCount()];
            placeOfNode = new int[graph.nodeCount()];
            pairStamps = new int[graph.arcCount() / 2];
            generation = 0;
        }
        generation++;
        for (int hop = 0; hop < length; hop++) {
            pairStamps[graph.pair[path[hop]]] = generation;
            place(graph.tail[path[hop]], hop);
        }
        place(graph.head[path[length - 1]], length);
    }

    private void place(int node, int place) {
        nodeStamps[node] = generation;
        placeOfNode[node] = place;
    }

    /** How many arcs lead to the node along the path, or -1 where it is not on it. */
    int place(int node) {
        return nodeStamps[node] == generation ? placeOfNode[node] : -1;
    }

    /** Whether the path goes through the node. */
    boolean isInterior(int node) {
        return nodeStamps[node] == generation && placeOfNode[node] > 0 && placeOfNode[node] < length;
    }

    /** Whether the arc or its mate is on the path. */
    boolean has(int arc) {
        return pairStamps[graph.pair[arc]] == generation;
    }
}
