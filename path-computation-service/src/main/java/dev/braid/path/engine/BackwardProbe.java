package dev.braid.path.engine;

/**
 * Looks from the targets backwards for the sources: where a target is cut off by a few full links, that is known long
 * before a search from the other side has been everywhere.
 */
final class BackwardProbe {
    /** What a look came to. */
    enum Outcome {
        THERE_IS_A_WAY,
        THERE_IS_NONE,
        NOT_KNOWN
    }

    private int[] stamps = {};
    private int[] queue = {};
    private int generation;

    /** Looks at no more than so many nodes. */
    Outcome look(Admission admission, int limit) {
        NetworkGraph graph = admission.load.graph();
        next(graph.nodeCount());
        int count = 0;
        for (int target : admission.query.targets) {
            count = visit(target, count);
        }
        for (int next = 0; next < count; next++) {
            if (next == limit) {
                return Outcome.NOT_KNOWN;
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
                return Outcome.THERE_IS_A_WAY;
            }
        }
        return Outcome.THERE_IS_NONE;
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
