package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.List;

/**
 * Demands that may be split, source after source: each source's flow moves towards its shortest tree under the soft
 * maximum's lengths, as far as the soft maximum falls (Frank and Wolfe's method, by blocks).
 */
final class FractionalFlow {
    private static final int HALVINGS = 12;

    private final GlobalProblem problem;
    private final TreeLoads trees;
    final SoftMaximum soft;
    private final double[][] flow;
    private final List<SourceFlow> recent = new ArrayList<>();

    /** Starts where the placement is. */
    FractionalFlow(GlobalProblem problem, ShortestTree tree, int[][] paths) {
        GlobalNetwork network = problem.network();
        this.problem = problem;
        this.trees = new TreeLoads(problem, tree);
        this.soft = new SoftMaximum(network);
        this.flow = new double[network.nodeCount()][];
        for (int demand = 0; demand < paths.length; demand++) {
            int source = problem.demands().source(demand);
            if (flow[source] == null) {
                flow[source] = new double[network.poolCount()];
            }
            for (int arc : paths[demand]) {
                flow[source][network.pool(arc)] += problem.demands().volumeBps(demand);
                soft.load[network.pool(arc)] += problem.demands().volumeBps(demand);
            }
        }
    }

    /** Moves every source once; keeps the trees it used where asked. */
    void sweep(boolean keep) {
        for (int source = 0; source < flow.length; source++) {
            if (flow[source] != null) {
                trees.route(source, soft.length);
                approach(flow[source], trees.load);
                if (keep) {
                    recent.add(SourceFlow.of(source, trees.load));
                }
            }
        }
    }

    private void approach(double[] from, double[] to) {
        double slope = 0;
        double curvature = 0;
        for (int pool = 0; pool < from.length; pool++) {
            double change = to[pool] - from[pool];
            if (change != 0) {
                slope += soft.slope(pool) * change;
                curvature += soft.curvature(pool) * change * change;
            }
        }
        if (slope >= 0) {
            return;
        }
        double step = Math.min(1, -slope / curvature);
        int halvings = 0;
        while (gain(from, to, step) > 0.3 * step * slope) {
            step /= 2;
            if (++halvings == HALVINGS) {
                return;
            }
        }
        for (int pool = 0; pool < from.length; pool++) {
            double change = step * (to[pool] - from[pool]);
            if (change != 0) {
                from[pool] = Math.max(0, from[pool] + change);
                soft.draw(pool, change);
            }
        }
    }

    private double gain(double[] from, double[] to, double step) {
        double gain = 0;
        for (int pool = 0; pool < from.length; pool++) {
            double change = to[pool] - from[pool];
            gain += change == 0 ? 0 : soft.change(pool, step * change);
        }
        return gain;
    }

    /** What every source draws from the pools, in arrays of its own. */
    double[][] flowOfSource() {
        double[][] copy = new double[flow.length][];
        for (int source = 0; source < flow.length; source++) {
            copy[source] = flow[source] == null ? new double[soft.load.length] : flow[source].clone();
        }
        return copy;
    }

    /** The flow of every source as it is, and the trees that were kept. */
    List<SourceFlow> columns() {
        List<SourceFlow> columns = new ArrayList<>();
        for (int source = 0; source < flow.length; source++) {
            if (flow[source] != null) {
                columns.add(SourceFlow.of(source, flow[source]));
            }
        }
        columns.addAll(recent);
        return columns;
    }
}
