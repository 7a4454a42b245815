package dev.braid.path.engine;

/**
 * Looks from the targets backwards for the sources: where a target is cut off by a few full links, that is known long
 * before a search from the other side has been everywhere.
 */
final class BackwardProbe {
    /** There is a way: no further look is needed. */
    static final int NEVER = Integer.MAX_VALUE;

    /** There certainly is none. */
    static final int NO_WAY = 0;

    private int[] stamps = {};
    private int[] queue = {};
    private int generation;

    /** Looks at no more than so many nodes, and at none that is barred; says after how many a search is to look again. */
    int look(Admission admission, NodeList barred, int limit) {
        NetworkGraph graph = admission.load.graph();
        next(graph.nodeCount());
        for (int i = 0; i < barred.count; i++) {
            stamps[barred.nodes[i]] = generation;
        }
        int count = 0;
        for (int target : admission.query.targets) {
            count = visit(target, count);
        }
        for (int next = 0; next < count; next++) {
            if (next == limit) {
                return 4 * limit;
            }
            int node = queue[next];
            for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
                int tail = graph.head[arc];
                if (stamps[tail] != generation && admission.admits(graph.mate[arc])) {
                    count = visit(tail, count);
                }
            }
        }
        for (int source : admission.query.sources) {
            if (stamps[source] == generation) {
                return NEVER;
            }
        }
        return NO_WAY;
    }

    private int visit(int node, int count) {
        stamps[node] = generation;
        queue[count] = node;
        return count + 1;
    }

    private void next(int nodeCount) {
        if (stamps.length < nodeCount || ++generation == Integer.MAX_VALUE) {
            stamps = new int[nodeCount];
            queue = new int[nodeCount];
            generation = 1;
        }
    }
}
