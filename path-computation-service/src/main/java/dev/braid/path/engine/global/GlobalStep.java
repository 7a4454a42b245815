package dev.braid.path.engine.global;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What may be asked for the whole network: how an objective is lowered from where everything runs today, by safe moves.
 * What cannot be moved is to be held on the network instead of asked as a demand.
 */
public final class GlobalStep {
    private final Supplier<LinearProgram> programs;

    /** With a maker of empty linear programs. */
    public GlobalStep(Supplier<LinearProgram> programs) {
        this.programs = programs;
    }

    /**
     * Moves that place what is broken, and then lower the objective as far as the limits let them; none where nothing
     * helps. After the last move as few demands are unplaced as at any time, and then the objective is least.
     */
    public GlobalPlan improve(GlobalProblem problem, Objective objective, GlobalLimits limits) {
        return switch (objective) {
            case WORST_UTILISATION -> spread(problem, limits);
            case PRICE -> save(problem, objective, Cost.PRICE, limits);
            case LATENCY -> save(problem, objective, Cost.LATENCY, limits);
        };
    }

    private GlobalPlan spread(GlobalProblem problem, GlobalLimits limits) {
        UtilisationPlan plan = new UtilisationOptimiser(programs).optimise(problem, limits);
        SafeMoves.Sequence sequence = SafeMoves.order(problem, plan.placement(), limits.maxMoves(), limits.stop());
        ObjectiveTrace trace = new ObjectiveTrace(problem, new double[0]);
        return trace.plan(
                Objective.WORST_UTILISATION, sequence, plan.lowerBound(), plan.congestionPrices(), limits.stop());
    }

    private GlobalPlan save(GlobalProblem problem, Objective objective, Cost cost, GlobalLimits limits) {
        CostPlan plan = new CostOptimiser(programs).optimise(problem, cost, limits);
        ObjectiveTrace trace = new ObjectiveTrace(problem, cost.ofArcs(problem.network()));
        double[] gain = new double[problem.demands().count()];
        Arrays.setAll(gain, demand -> trace.gain(demand, plan.placement().path(demand)));
        SafeMoves.Sequence sequence =
                SafeMoves.orderByGain(problem, plan.placement(), limits.maxMoves(), limits.stop(), gain);
        return trace.plan(
                objective, sequence, plan.lowerBound() / Cost.BPS_PER_GBPS, plan.congestionPrices(), limits.stop());
    }
}
