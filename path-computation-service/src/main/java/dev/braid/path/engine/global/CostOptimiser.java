package dev.braid.path.engine.global;

import java.util.function.Supplier;

/** Makes the total price or latency least within the capacities, with one path for every demand. */
public final class CostOptimiser {
    private static final int SWEEPS = 12;

    private final Supplier<LinearProgram> programs;

    /** With a maker of empty linear programs, which find what scarce pools are worth. */
    public CostOptimiser(Supplier<LinearProgram> programs) {
        this.programs = programs;
    }

    /** The best plan found within the limits, from today's paths on. Demands that do not fit have no path. */
    public CostPlan optimise(GlobalProblem problem, Objective objective, GlobalLimits limits) {
        double[] costs = objective.costs(problem.network());
        CostPaths search = new CostPaths(problem, costs, limits.maxMoves());
        try (LinearProgram program = programs.get()) {
            CostBound bound = new CostBound(problem, costs, program);
            bound.run(limits);
            settle(search, bound.prices(), limits);
            settle(search, new double[problem.network().poolCount()], limits);
            Placement placement = new Placement(problem, search.paths);
            return new CostPlan(placement, objective.total(problem, placement), bound.best(), bound.prices());
        }
    }

    private static void settle(CostPaths search, double[] price, GlobalLimits limits) {
        for (int sweep = 0; sweep < Math.min(SWEEPS, limits.maxSweeps()); sweep++) {
            if (limits.stop().getAsBoolean() || search.sweep(price) == 0) {
                return;
            }
        }
    }
}
