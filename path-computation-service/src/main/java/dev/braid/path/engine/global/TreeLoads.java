package dev.braid.path.engine.global;

import java.util.Arrays;

/** What the demands of a source draw from the pools where all of them follow one shortest tree. */
final class TreeLoads {
    private final GlobalProblem problem;
    private final ShortestTree tree;
    private final double[] waiting;

    /** The load of every pool after {@link #route}. */
    final double[] load;

    TreeLoads(GlobalProblem problem, ShortestTree tree) {
        this.problem = problem;
        this.tree = tree;
        this.waiting = new double[problem.network().nodeCount()];
        this.load = new double[problem.network().poolCount()];
    }

    /** Routes the source's demands under the lengths; volume times distance of all of them. */
    double route(int source, double[] length) {
        GlobalNetwork network = problem.network();
        GlobalDemands demands = problem.demands();
        tree.grow(source, length);
        Arrays.fill(load, 0);
        Arrays.fill(waiting, 0);
        double consumed = 0;
        for (int i = problem.firstOfSource[source]; i < problem.firstOfSource[source + 1]; i++) {
            int demand = problem.bySource[i];
            int target = demands.target(demand);
            if (tree.reaches(target)) {
                waiting[target] += demands.volumeBps(demand);
                consumed += demands.volumeBps(demand) * tree.distance[target];
            }
        }
        for (int i = tree.reached - 1; i > 0; i--) {
            int node = tree.order[i];
            if (waiting[node] > 0) {
                int arc = tree.arrival[node];
                load[network.pool(arc)] += waiting[node];
                waiting[network.tail(arc)] += waiting[node];
            }
        }
        return consumed;
    }
}
