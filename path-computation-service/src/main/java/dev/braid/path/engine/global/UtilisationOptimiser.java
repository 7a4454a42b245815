package dev.braid.path.engine.global;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the worst utilisation least with one path for every demand. Single paths are improved and bounds proved in
 * turns, which mostly meet within a few passes. Where they do not, a fractional flow and the linear program find the
 * bound, and the single paths are melted and cooled again.
 */
public final class UtilisationOptimiser {
    private static final double COOLING = 0.5;
    private static final double COLDEST = 2e-5;
    private static final double FIRST_HEAT = 0.1;
    private static final double[] REHEATS = {1, 2, 0.5, 4};
    private static final double HOT_ONLY = 1e-4;
    private static final double ALL = 1e-6;
    private static final int PATIENCE = 3;
    private static final int SWEEPS_OF_A_COOLING = 80;
    private static final int FLOW_SWEEPS = 12;

    private final Optional<Supplier<LinearProgram>> programs;

    /** Without a linear program: the bound is what cuts and flows prove. */
    public UtilisationOptimiser() {
        this.programs = Optional.empty();
    }

    /** With a maker of empty linear programs for bounds that no cut proves. */
    public UtilisationOptimiser(Supplier<LinearProgram> programs) {
        this.programs = Optional.of(programs);
    }

    /** The best plan found within the limits, from today's paths on. */
    public UtilisationPlan optimise(GlobalProblem problem, GlobalLimits limits) {
        return new Run(problem, limits).plan();
    }

    private final class Run {
        private final GlobalProblem problem;
        private final GlobalLimits limits;
        private final ShortestTree tree;
        private final UtilisationBound bound;
        private final SinglePathSearch search;
        private double best = Double.MAX_VALUE;
        private int[][] bestPaths;
        private int sweeps;
        private int flowSweeps;
        private int rounds;

        Run(GlobalProblem problem, GlobalLimits limits) {
            this.problem = problem;
            this.limits = limits;
            this.tree = new ShortestTree(problem.network());
            this.bound = new UtilisationBound(problem, tree);
            this.search = new SinglePathSearch(problem, tree, limits.maxMoves());
        }

        UtilisationPlan plan() {
            search.soft.sharpen(bound.estimate(), 0.25);
            search.placeMissing();
            keep();
            cool(FIRST_HEAT, HOT_ONLY);
            if (!done()) {
                proveByFlow();
            }
            for (int heat = 0; !done(); heat++) {
                cool(REHEATS[heat % REHEATS.length], ALL);
            }
            search.resume(bestPaths);
            search.spareMoves(Math.max(best, bound.bestUnsplit() * (1 + limits.gap())));
            return new UtilisationPlan(
                    Placement.trusted(problem, search.paths, search.soft.load),
                    bound.best(),
                    bound.bestUnsplit(),
                    bound.prices(),
                    new UtilisationPlan.Effort(sweeps, flowSweeps, rounds));
        }

        private boolean done() {
            return best <= bound.bestUnsplit() * (1 + limits.gap())
                    || sweeps >= limits.maxSweeps()
                    || limits.stop().getAsBoolean();
        }

        private void keep() {
            double now = search.soft.worstUtilisation();
            if (now < best) {
                best = now;
                bestPaths = search.paths.clone();
            }
        }

        /** Sweeps at falling temperatures until nothing moves at the coldest. */
        private void cool(double heat, double worthALook) {
            double temperature = heat;
            int unimproved = 0;
            int few = problem.demands().count() / 500;
            double before = Double.MAX_VALUE;
            int last = sweeps + SWEEPS_OF_A_COOLING;
            while (!done() && sweeps < last) {
                double now = search.soft.worstUtilisation();
                unimproved = now < before * (1 - 1e-5) ? 0 : unimproved + 1;
                before = Math.min(before, now);
                search.soft.sharpen(now, temperature);
                if (sweeps % 2 == 1) {
                    bound.proveByCut(search.soft.length);
                }
                int moves = search.sweep(worthALook);
                sweeps++;
                keep();
                if (temperature <= COLDEST && (moves == 0 || unimproved > PATIENCE)) {
                    return;
                }
                if (moves <= few || unimproved > PATIENCE) {
                    temperature = Math.max(temperature * COOLING, COLDEST);
                    unimproved = 0;
                }
            }
        }

        /** Splits the best placement's demands until the flow meets the bound, by the linear program where needed. */
        private void proveByFlow() {
            FractionalFlow flow = new FractionalFlow(problem, tree, bestPaths);
            double least = flow.soft.worstUtilisation();
            for (int sweep = 0; sweep < FLOW_SWEEPS && least > bound.best() * (1 + limits.gap()); sweep++) {
                double now = flow.soft.worstUtilisation();
                flow.soft.sharpen(now, Math.clamp(0.5 * (now / bound.best() - 1), COLDEST, 0.25));
                if (sweep % 4 == 0) {
                    bound.proveByCut(flow.soft.length);
                    bound.proveByLengths(flow.soft.length);
                }
                flow.sweep(false);
                flowSweeps++;
                least = Math.min(least, flow.soft.worstUtilisation());
            }
            if (least > bound.best() * (1 + limits.gap()) && programs.isPresent() && limits.maxRounds() > 0) {
                try (LinearProgram program = programs.get().get()) {
                    rounds = bound.proveByProgram(program, flow.columns(), limits);
                }
            }
        }
    }
}
