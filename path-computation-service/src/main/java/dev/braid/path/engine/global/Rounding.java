package dev.braid.path.engine.global;

import java.util.Arrays;

/**
 * Whole paths after a flow that splits demands: source by source, the largest demand first, each takes the way that lacks
 * least in what is left of the source's flow.
 */
final class Rounding {
    private final GlobalProblem problem;
    private final ShortestTree tree;
    private final AdmittedPaths admitted;
    private final double[] lack;

    Rounding(GlobalProblem problem, ShortestTree tree) {
        this.problem = problem;
        this.tree = tree;
        this.admitted = new AdmittedPaths(problem);
        this.lack = new double[problem.network().poolCount()];
    }

    /** Paths for the demands, from what each source draws from the pools; those given where no other is admitted. */
    int[][] paths(double[][] flowOfSource, int[][] otherwise) {
        GlobalDemands demands = problem.demands();
        int[][] paths = otherwise.clone();
        for (int source = 0; source < flowOfSource.length; source++) {
            int from = problem.firstOfSource[source];
            int to = problem.firstOfSource[source + 1];
            Integer[] largestFirst = new Integer[to - from];
            Arrays.setAll(largestFirst, i -> problem.bySource[from + i]);
            Arrays.sort(largestFirst, (one, other) -> Long.compare(demands.volumeBps(other), demands.volumeBps(one)));
            for (int demand : largestFirst) {
                int[] path = follow(demand, flowOfSource[source]);
                paths[demand] = path.length > 0 ? path : otherwise[demand];
                for (int arc : paths[demand]) {
                    flowOfSource[source][problem.network().pool(arc)] -= demands.volumeBps(demand);
                }
            }
        }
        return paths;
    }

    private int[] follow(int demand, double[] flow) {
        GlobalNetwork network = problem.network();
        double volume = problem.demands().volumeBps(demand);
        for (int pool = 0; pool < lack.length; pool++) {
            // A way through much of the flow is better than one through little, where both lack nothing.
            double left = Math.max(0, flow[pool]);
            double missing = Math.max(0, volume - left) + 1e-3 * volume * volume / (volume + left);
            lack[pool] = missing / Math.max(1, network.capacityBps(pool));
        }
        int target = problem.demands().target(demand);
        tree.grow(problem.demands().source(demand), lack, target, ShortestTree.FAR);
        if (!tree.reaches(target)) {
            return new int[0];
        }
        int[] path = tree.pathTo(target);
        return problem.demands().rule(demand).admits(path) ? path : admitted.find(demand, lack, ShortestTree.FAR);
    }
}
