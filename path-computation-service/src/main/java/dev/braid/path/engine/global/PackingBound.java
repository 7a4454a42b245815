package dev.braid.path.engine.global;

import java.util.Arrays;

/**
 * What whole paths cannot do, by the demands that leave or enter a node: each takes one pool there. Of the k m + 1
 * greatest of them some k + 1 share one of the m pools, and these draw at least what the k + 1 least of them do (Graham's
 * bound for identical machines); all pools are taken to be as large as the largest.
 */
final class PackingBound {
    private static final int MOST_SHARING = 8;

    private PackingBound() {}

    /** No placement of whole paths has a lesser worst utilisation; 0 where nothing is proved. */
    static double of(GlobalProblem problem) {
        GlobalNetwork network = problem.network();
        GlobalDemands demands = problem.demands();
        int nodes = network.nodeCount();
        int[] leaving = new int[nodes + 1];
        int[] entering = new int[nodes + 1];
        boolean[] placeable = placeable(problem);
        for (int demand = 0; demand < placeable.length; demand++) {
            leaving[demands.source(demand) + 1] += placeable[demand] ? 1 : 0;
            entering[demands.target(demand) + 1] += placeable[demand] ? 1 : 0;
        }
        for (int node = 0; node < nodes; node++) {
            leaving[node + 1] += leaving[node];
            entering[node + 1] += entering[node];
        }
        int[] nextOut = leaving.clone();
        int[] nextIn = entering.clone();
        long[] out = new long[leaving[nodes]];
        long[] in = new long[out.length];
        for (int demand = 0; demand < placeable.length; demand++) {
            if (placeable[demand]) {
                out[nextOut[demands.source(demand)]++] = demands.volumeBps(demand);
                in[nextIn[demands.target(demand)]++] = demands.volumeBps(demand);
            }
        }
        double bound = 0;
        Ends tails = Ends.of(network, false);
        Ends heads = Ends.of(network, true);
        for (int node = 0; node < nodes; node++) {
            bound = Math.max(bound, shared(out, leaving[node], leaving[node + 1], tails, node));
            bound = Math.max(bound, shared(in, entering[node], entering[node + 1], heads, node));
        }
        return bound;
    }

    private static double shared(long[] volumes, int from, int to, Ends ends, int node) {
        int pools = ends.pools[node];
        if (pools == 0 || from == to) {
            return 0;
        }
        Arrays.sort(volumes, from, to);
        double most = 0;
        for (int k = 0; k <= MOST_SHARING && k * pools < to - from; k++) {
            double sum = 0;
            for (int i = 0; i <= k; i++) {
                sum += volumes[to - 1 - k * pools + i];
            }
            most = Math.max(most, sum);
        }
        return most / ends.largest[node];
    }

    private static boolean[] placeable(GlobalProblem problem) {
        GlobalNetwork network = problem.network();
        boolean[] placeable = new boolean[problem.demands().count()];
        ShortestTree tree = new ShortestTree(network);
        double[] nothing = new double[network.poolCount()];
        for (int source = 0; source < network.nodeCount(); source++) {
            int end = problem.firstOfSource[source + 1];
            if (problem.firstOfSource[source] < end) {
                tree.grow(source, nothing);
            }
            for (int i = problem.firstOfSource[source]; i < end; i++) {
                placeable[problem.bySource[i]] = tree.reaches(problem.demands().target(problem.bySource[i]));
            }
        }
        return placeable;
    }

    /** How many pools in order every node has on one side, and the largest capacity of them. */
    private record Ends(int[] pools, double[] largest) {
        static Ends of(GlobalNetwork network, boolean heads) {
            Ends ends = new Ends(new int[network.nodeCount()], new double[network.nodeCount()]);
            for (int arc = 0; arc < network.arcCount(); arc++) {
                if (network.usable(arc)) {
                    int node = heads ? network.head(arc) : network.tail(arc);
                    ends.pools[node]++;
                    ends.largest[node] = Math.max(ends.largest[node], network.capacityBps(network.pool(arc)));
                }
            }
            return ends;
        }
    }
}
