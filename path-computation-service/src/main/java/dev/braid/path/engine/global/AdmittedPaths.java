package dev.braid.path.engine.global;

import java.util.Arrays;
import java.util.List;

/**
 * Short paths that keep to a demand's rule. What is bounded is weighed against the length ever more until the rule is
 * kept, and then as little as keeps it (after Juttner and others, "Lagrange relaxation based method for the QoS routing
 * problem", 2001): near the shortest such path, found wherever one bound alone decides, and often where several do.
 */
final class AdmittedPaths {
    static final double BARRED = 1e200;
    private static final int[] NONE = {};
    private static final double BOUNDS_ALONE = 1e8;
    private static final double LEAST_WEIGHT = 1e-60;
    private static final int BISECTIONS = 8;

    private final GlobalProblem problem;
    private final double[] costs;
    private final double[] costOfArc;
    private final ShortestTree tree;

    /** Arcs cost what their pools are long. */
    AdmittedPaths(GlobalProblem problem) {
        this(problem, new double[problem.network().arcCount()]);
    }

    /** Arcs cost something beside. */
    AdmittedPaths(GlobalProblem problem, double[] costs) {
        this.problem = problem;
        this.costs = costs;
        this.costOfArc = new double[costs.length];
        this.tree = new ShortestTree(problem.network(), costOfArc);
    }

    /** A path of the demand that its rule admits and that is shorter than the limit, or none. */
    int[] find(int demand, double[] length, double limit) {
        PathRule rule = problem.demands().rule(demand);
        int[] path = grow(demand, length, 0);
        if (path.length == 0 || length(path, length) >= limit) {
            return NONE;
        }
        if (rule.admits(path)) {
            return path;
        }
        if (rule.bounds().isEmpty()) {
            return NONE;
        }
        double even = Math.max(LEAST_WEIGHT, length(path, length) / Math.max(1e-9, excess(rule.bounds(), path)));
        double enough = BOUNDS_ALONE * even;
        path = grow(demand, length, enough);
        if (!rule.admits(path)) {
            return NONE;
        }
        double tooLittle = even / BOUNDS_ALONE;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(tooLittle) * Math.sqrt(enough);
            int[] other = grow(demand, length, middle);
            if (rule.admits(other)) {
                enough = middle;
                path = length(other, length) < length(path, length) ? other : path;
            } else {
                tooLittle = middle;
            }
        }
        return length(path, length) < limit ? path : NONE;
    }

    private int[] grow(int demand, double[] length, double weight) {
        PathRule rule = problem.demands().rule(demand);
        System.arraycopy(costs, 0, costOfArc, 0, costs.length);
        if (weight > 0) {
            for (PathRule.Bound bound : rule.bounds()) {
                double share = weight / Math.max(1, bound.most());
                for (int arc = 0; arc < costOfArc.length; arc++) {
                    costOfArc[arc] += share * bound.ofArc()[arc];
                }
            }
        }
        rule.barredArcs().stream().filter(arc -> arc < costOfArc.length).forEach(arc -> costOfArc[arc] = BARRED);
        int target = problem.demands().target(demand);
        tree.grow(problem.demands().source(demand), length);
        return tree.distance[target] < BARRED ? tree.pathTo(target) : NONE;
    }

    private static double excess(List<PathRule.Bound> bounds, int[] path) {
        double most = 0;
        for (PathRule.Bound bound : bounds) {
            most = Math.max(most, bound.of(path) / (double) Math.max(1, bound.most()));
        }
        return most;
    }

    private double length(int[] path, double[] length) {
        return Arrays.stream(path)
                .mapToDouble(arc -> costs[arc] + length[problem.network().pool(arc)])
                .sum();
    }
}
