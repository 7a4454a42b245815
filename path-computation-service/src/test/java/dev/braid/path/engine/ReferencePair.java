package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The plain oracle of pairs on larger networks: two units of flow of least cost, each node in two halves, by Bellman
 * and Ford's relaxation of everything until nothing gets better.
 */
final class ReferencePair {
    private final NetworkLoad load;
    private final PathQuery query;
    private final boolean nodesApart;
    private final boolean[] used;
    private final boolean[] through;
    private final int nodes;
    private long[] distance;
    private int[] from;
    private int[] by;
    private boolean better;

    ReferencePair(NetworkLoad load, PathQuery query, boolean nodesApart) {
        this.load = load;
        this.query = query;
        this.nodesApart = nodesApart;
        this.nodes = load.graph().nodeCount();
        this.used = new boolean[load.graph().arcCount()];
        this.through = new boolean[nodes];
    }

    /** The least weight of a pair, or -1 where there is none. */
    long least() {
        long one = augment();
        long other = one < 0 ? -1 : augment();
        return other < 0 ? -1 : one + other;
    }

    private long augment() {
        NetworkGraph graph = load.graph();
        distance = new long[2 * nodes];
        from = new int[2 * nodes];
        by = new int[2 * nodes];
        Arrays.fill(distance, Long.MAX_VALUE / 2);
        Arrays.fill(from, -1);
        for (int source : query.sources) {
            distance[2 * source + 1] = 0;
        }
        do {
            better = false;
            for (int node = 0; node < nodes; node++) {
                boolean full = nodesApart && through[node];
                relax(full ? 2 * node + 1 : 2 * node, full ? 2 * node : 2 * node + 1, 0, -2);
                if (!full && through[node]) {
                    relax(2 * node + 1, 2 * node, 0, -2);
                }
            }
            for (int arc = 0; arc < graph.arcCount(); arc++) {
                long weight = ReferenceSearch.weight(query.weighing, load, arc);
                if (used[arc]) {
                    relax(2 * graph.head(arc), 2 * graph.tail(arc) + 1, -weight, arc);
                } else if (!used[graph.mate(arc)] && allowed(arc)) {
                    relax(2 * graph.tail(arc) + 1, 2 * graph.head(arc), weight, arc);
                }
            }
        } while (better);
        int end = Arrays.stream(query.targets)
                .boxed()
                .min((one, other) -> Long.compare(distance[2 * one], distance[2 * other]))
                .orElseThrow();
        if (distance[2 * end] >= Long.MAX_VALUE / 4) {
            return -1;
        }
        for (int half = 2 * end; from[half] >= 0; half = from[half]) {
            if (by[half] >= 0) {
                used[by[half]] ^= true;
            } else {
                through[half / 2] = (half & 1) == 1;
            }
        }
        return distance[2 * end];
    }

    private boolean allowed(int arc) {
        return load.usable(arc)
                && load.usable(load.graph().mate(arc))
                && load.residualBps(arc) >= query.bandwidthBps
                && query.filter.admits(arc)
                && Arrays.stream(query.refusedArcs).noneMatch(refused -> refused == arc);
    }

    private void relax(int here, int there, long weight, int arc) {
        if (distance[here] < Long.MAX_VALUE / 4 && distance[here] + weight < distance[there]) {
            distance[there] = distance[here] + weight;
            from[there] = here;
            by[there] = arc;
            better = true;
        }
    }
}
