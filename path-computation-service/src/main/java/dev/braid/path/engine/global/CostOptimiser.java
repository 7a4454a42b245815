package dev.braid.path.engine.global;

import java.util.function.Supplier;

/**
 * Makes the total price or latency least within the capacities, with one path for every demand: first as demands offer
 * themselves, then under the prices that the linear program finds for scarce pools; the better of both stands.
 */
public final class CostOptimiser {
    private static final int SWEEPS = 12;

    /** How much of the prices counts; those of split demands are sometimes too high for whole ones. */
    private static final double[] WEIGHTS = {1, 0.9, 0.5};

    private final Supplier<LinearProgram> programs;

    /** With a maker of empty linear programs, which find what scarce pools are worth. */
    public CostOptimiser(Supplier<LinearProgram> programs) {
        this.programs = programs;
    }

    /** The best plan found within the limits, from today's paths on. Demands that do not fit have no path. */
    public CostPlan optimise(GlobalProblem problem, Cost cost, GlobalLimits limits) {
        double[] costs = cost.ofArcs(problem.network());
        double[] free = new double[problem.network().poolCount()];
        Placement best = settled(problem, costs, free, limits);
        double total = cost.total(problem, best);
        CostBound bound;
        try (LinearProgram program = programs.get()) {
            bound = new CostBound(problem, costs, program);
            bound.run(limits);
        }
        for (double weight : WEIGHTS) {
            if (limits.stop().getAsBoolean() || total <= bound.best() * (1 + limits.gap()) && best.unplaced() == 0) {
                break;
            }
            double[] price = bound.prices().clone();
            for (int pool = 0; pool < price.length; pool++) {
                price[pool] *= weight;
            }
            Placement other = settled(problem, costs, price, limits);
            double otherTotal = cost.total(problem, other);
            if (other.unplaced() < best.unplaced() || other.unplaced() == best.unplaced() && otherTotal < total) {
                best = other;
                total = otherTotal;
            }
        }
        return new CostPlan(best, total, bound.best(), bound.prices());
    }

    private static Placement settled(GlobalProblem problem, double[] costs, double[] price, GlobalLimits limits) {
        CostPaths search = new CostPaths(problem, costs, limits.maxMoves());
        settle(search, price, limits);
        settle(search, new double[price.length], limits);
        return new Placement(problem, search.paths);
    }

    private static void settle(CostPaths search, double[] price, GlobalLimits limits) {
        for (int sweep = 0; sweep < Math.min(SWEEPS, limits.maxSweeps()); sweep++) {
            if (search.sweep(price, limits.stop()) == 0 || limits.stop().getAsBoolean()) {
                return;
            }
        }
    }
}
