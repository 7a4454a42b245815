package dev.braid.path.engine.global;

import java.util.Arrays;

/**
 * What a demand adds to the worst utilisation by a path that is longer than it need be under the lengths of the best
 * proof. The worst utilisation is at least the bound and all waste together, so a placement near the bound has no path
 * that alone wastes more than the difference.
 */
final class Waste {
    /** What the soft maximum's lengths weigh, so that of paths that are equally long the cooler is taken. */
    private static final double TIE = 1e-7;

    private final GlobalProblem problem;
    private final ShortestTree tree;
    private final double[] length;
    private final double most;
    private final double[][] distances;
    private final int[][] arrivals;

    /** Where the best proof has these lengths, and the worst utilisation is to be so much above it at most. */
    Waste(GlobalProblem problem, ShortestTree tree, SoftMaximum soft, double[] proof, double most) {
        this.problem = problem;
        this.tree = tree;
        this.length = new double[proof.length];
        Arrays.setAll(length, pool -> proof[pool] + TIE * soft.length[pool]);
        this.most = most;
        this.distances = new double[problem.network().nodeCount()][];
        this.arrivals = new int[problem.network().nodeCount()][];
    }

    /** Whether no placement near the bound has the demand there. */
    boolean tooMuch(int demand, int[] path) {
        return of(demand, path) > most;
    }

    /** What the demand wastes on the path, as a share of the worst utilisation. */
    double of(int demand, int[] path) {
        double here = 0;
        for (int arc : path) {
            here += length[problem.network().pool(arc)];
        }
        int source = problem.demands().source(demand);
        reach(source);
        return problem.demands().volumeBps(demand)
                * (here - distances[source][problem.demands().target(demand)]);
    }

    /** The arcs by which every node is reached from the source without waste. */
    int[] arrivals(int source) {
        reach(source);
        return arrivals[source];
    }

    private void reach(int source) {
        if (distances[source] == null) {
            tree.grow(source, length);
            distances[source] = tree.distance.clone();
            arrivals[source] = tree.arrival.clone();
        }
    }
}
