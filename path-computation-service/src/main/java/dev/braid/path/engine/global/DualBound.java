package dev.braid.path.engine.global;

/**
 * The best proof so far that no routing, split or not, has a lesser worst utilisation. Any lengths of the pools give
 * one: every demand travels at least the shortest distance, so what all of them consume together, volume times
 * distance, must fit into the capacities times lengths times the worst utilisation.
 */
final class DualBound {
    /** Keeps the proof true in spite of rounding. */
    private static final double ROUNDING = 1 - 1e-11;

    private final GlobalProblem problem;
    private final ShortestTree tree;
    private double best;
    private double[] bestLength;

    DualBound(GlobalProblem problem, ShortestTree tree) {
        this.problem = problem;
        this.tree = tree;
        this.bestLength = new double[problem.network().poolCount()];
    }

    double best() {
        return best;
    }

    /** The lengths of the best proof, scaled so that capacities times lengths are 1 together; all 0 before the first. */
    double[] bestLength() {
        return bestLength;
    }

    /** Proves what these lengths prove, and keeps it where it is the best. Demands without a way count as nothing. */
    double consider(double[] length) {
        GlobalDemands demands = problem.demands();
        double consumed = 0;
        for (int source = 0; source < problem.network().nodeCount(); source++) {
            int end = problem.firstOfSource[source + 1];
            if (problem.firstOfSource[source] == end) {
                continue;
            }
            tree.grow(source, length);
            for (int i = problem.firstOfSource[source]; i < end; i++) {
                int demand = problem.bySource[i];
                double distance = tree.distance[demands.target(demand)];
                if (distance < ShortestTree.FAR) {
                    consumed += demands.volumeBps(demand) * distance;
                }
            }
        }
        return keep(length, consumed);
    }

    /** As {@link #consider}, where volume times distance of all demands has been summed already. */
    double keep(double[] length, double consumed) {
        GlobalNetwork network = problem.network();
        double offered = 0;
        double held = 0;
        for (int pool = 0; pool < length.length; pool++) {
            if (network.capacityBps(pool) > 0) {
                offered += network.capacityBps(pool) * length[pool];
                held += network.heldBps(pool) * length[pool];
            }
        }
        double bound = offered > 0 ? (consumed + held) / offered * ROUNDING : 0;
        if (bound > best) {
            best = bound;
            for (int pool = 0; pool < length.length; pool++) {
                bestLength[pool] = network.capacityBps(pool) > 0 ? length[pool] / offered : 0;
            }
        }
        return bound;
    }
}
