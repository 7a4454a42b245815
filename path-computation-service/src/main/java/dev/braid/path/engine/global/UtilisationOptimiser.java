package dev.braid.path.engine.global;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the worst utilisation least with one path for every demand. Single paths are improved and bounds proved in
 * turns, which mostly meet within a few passes. Where they do not, a fractional flow and the linear program find the
 * bound, the flow is rounded to whole paths, and these are moved singly and in pairs, and now and then melted.
 */
public final class UtilisationOptimiser {
    private static final double COOLING = 0.5;
    private static final double SLOW_COOLING = 0.6;
    private static final double COLDEST = 2e-5;
    private static final double COLD = 1e-3;
    private static final double FIRST_HEAT = 0.1;
    private static final double HOT_ONLY = 1e-4;
    private static final double ALL = 1e-6;
    private static final int LONG_FLOW_SWEEPS = 40;
    private static final int PATIENCE = 3;
    private static final int FIRST_SWEEPS = 12;
    private static final double LEAST_SPENT = 0.3;

    private static final double NEAR = 1e-2;
    private static final int MOST_SWEEPS = 80;
    private static final int FLOW_SWEEPS = 5;
    private static final int KEPT_FROM = 2;
    private static final int MELTED_AT = 3;
    private static final double HEAT_AFTER_MELTING = 0.5;

    /** Of so many sweeps that may be made, one turn may find nothing, and then another. */
    private static final int SWEEPS_FOR_AN_IDLE_TURN = 60;

    /** How near to the bound a placement is from which moves singly and in pairs are worth more than melting it. */
    private static final double CLOSE = 0.015;

    /** The share of a temperature by which a pool may be cooler than the hottest for its demands to be moved exactly. */
    private static final double HOT = 0.3;

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
        private final ExactMoves exact;
        private final TabuSearch tabu;
        private double best = Double.MAX_VALUE;
        private int[][] bestPaths;
        private final double sources;

        /** How many pools a sweep looks at. */
        private final double work;

        private double sweeps;
        private int flowSweeps;
        private int rounds;

        Run(GlobalProblem problem, GlobalLimits limits) {
            this.problem = problem;
            this.limits = limits;
            this.tree = new ShortestTree(problem.network());
            this.bound = new UtilisationBound(problem, new ShortestTree(problem.network()));
            this.search = new SinglePathSearch(problem, tree, limits.maxMoves());
            this.exact = new ExactMoves(problem, search, tree);
            this.tabu = new TabuSearch(problem, search, tree);
            this.sources = Math.max(1, problem.sourceCount());
            this.work = Math.max(1, sources * problem.network().arcCount());
        }

        UtilisationPlan plan() {
            search.soft.sharpen(bound.estimate(), 0.25);
            search.placeMissing();
            keep();
            cool(FIRST_HEAT, HOT_ONLY, FIRST_SWEEPS);
            if (!done()) {
                bound.proveByPacking();
            }
            if (!done()) {
                improve(split());
            }
            search.resume(bestPaths);
            search.spareMoves(Math.max(best, bound.bestUnsplit() * (1 + limits.gap())));
            return new UtilisationPlan(
                    Placement.trusted(problem, search.paths, search.soft.load),
                    bound.best(),
                    bound.bestUnsplit(),
                    bound.prices(),
                    new UtilisationPlan.Effort((int) sweeps, flowSweeps, rounds));
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

        /** Sweeps at falling temperatures until nothing moves at the coldest, or for so long where it is not near. */
        private void cool(double heat, double worthALook, int longest) {
            double temperature = heat;
            int unimproved = 0;
            int few = problem.demands().count() / 500;
            double before = Double.MAX_VALUE;
            for (int sweep = 0; !done() && sweep < MOST_SWEEPS; sweep++) {
                double now = search.soft.worstUtilisation();
                if (sweep >= longest && now > bound.best() * (1 + NEAR)) {
                    return;
                }
                unimproved = now < before * (1 - 1e-5) ? 0 : unimproved + 1;
                before = Math.min(before, now);
                search.soft.sharpen(now, temperature);
                if (sweep % 2 == 1) {
                    bound.proveByCut(search.soft.length);
                }
                int moves = search.sweep(worthALook);
                spend();
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

        /** Counts what was done since the last call, a sweep being a tree for every source. */
        private void spend() {
            sweeps += Math.max(LEAST_SPENT, tree.grown / sources);
            tree.grown = 0;
        }

        /** The best placement's demands, split until the flow meets the bound, by the linear program where it pays. */
        private double[][] split() {
            FractionalFlow flow = new FractionalFlow(problem, tree, bestPaths);
            improve(flow, FLOW_SWEEPS);
            double[][] flowOfSource = flow.flowOfSource();
            if (!meets(flow) && programs.isPresent() && limits.maxRounds() > 0) {
                int mostRows = ColumnGeneration.mostRows(work);
                try (LinearProgram program = mostRows <= ColumnGeneration.SMALL
                        ? new DenseProgram()
                        : programs.get().get()) {
                    ColumnGeneration generation = bound.proveByProgram(program, flow.columns(), limits, mostRows);
                    rounds = generation.rounds();
                    flowOfSource = generation.flowOfSource().orElse(flowOfSource);
                    if (generation.tooManyRows()) {
                        improve(flow, LONG_FLOW_SWEEPS);
                        flowOfSource = flow.flowOfSource();
                    }
                }
            }
            tree.grown = 0;
            return flowOfSource;
        }

        private boolean meets(FractionalFlow flow) {
            return flow.soft.worstUtilisation() <= bound.best() * (1 + limits.gap());
        }

        private void improve(FractionalFlow flow, int most) {
            while (flowSweeps < most && !meets(flow) && !limits.stop().getAsBoolean()) {
                double now = flow.soft.worstUtilisation();
                flow.soft.sharpen(now, Math.clamp(0.5 * (now / bound.best() - 1), COLDEST, 0.25));
                if (flowSweeps % 4 == 0) {
                    bound.proveByCut(flow.soft.length);
                    bound.proveByLengths(flow.soft.length);
                }
                flow.sweep(flowSweeps >= KEPT_FROM && flowSweeps < FLOW_SWEEPS);
                flowSweeps++;
            }
        }

        private void improve(double[][] flowOfSource) {
            boolean free = limits.maxMoves() >= problem.demands().count();
            int[][] rounded = free ? new Rounding(problem, tree).paths(flowOfSource, bestPaths) : bestPaths;
            search.resume(rounded);
            keep();
            settle(FIRST_HEAT);
            int idle = 0;
            for (int turn = 0; !done() && idle <= limits.maxSweeps() / SWEEPS_FOR_AN_IDLE_TURN; turn++) {
                double before = best;
                boolean far = turn < MELTED_AT && best > bound.bestUnsplit() * (1 + CLOSE);
                if (far || turn % (MELTED_AT + 1) == MELTED_AT) {
                    melt();
                } else {
                    refine();
                }
                idle = turn <= MELTED_AT || best < before ? 0 : idle + 1;
            }
        }

        /** Moves singly and in pairs, from the best placement on. */
        private void refine() {
            search.resume(bestPaths);
            tabu.start(bound.bestUnsplit() * (1 + limits.gap()), bound.best(), bound.lengths());
            while (!done() && tabu.hopeful()) {
                sweeps += tabu.step() / work;
                keep();
            }
            spend();
        }

        private void melt() {
            search.soft.sharpen(search.soft.worstUtilisation(), 1);
            search.sweep(ALL);
            spend();
            settle(HEAT_AFTER_MELTING);
        }

        /** Moves demands exactly at falling temperatures until nothing moves in the cold. */
        private void settle(double heat) {
            int moves = 1;
            for (double temperature = heat;
                    !done() && (moves > 0 || temperature >= COLD);
                    temperature *= SLOW_COOLING) {
                double now = search.soft.worstUtilisation();
                search.soft.sharpen(now, temperature);
                moves = exact.sweep(now * (1 - HOT * temperature));
                spend();
                keep();
            }
        }
    }
}
