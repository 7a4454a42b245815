package dev.braid.benchmarks;

import com.google.ortools.Loader;
import dev.braid.path.engine.global.GlobalLimits;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalProblem;
import dev.braid.path.engine.global.Placement;
import dev.braid.path.engine.global.SafeMoves;
import dev.braid.path.engine.global.UtilisationOptimiser;
import dev.braid.path.engine.global.UtilisationPlan;
import dev.braid.path.optimise.GlopProgram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The global step: the least worst utilisation with one path for every demand, beside the solvers of OR-Tools on the
 * arc formulation, which may split demands; then a failed link at a time, from the placement found before.
 */
final class OptimiseTable {
    private static final double MEASURED_MS = 300;
    private static final int FAILURES = 20;
    private static final int MAX_SECONDS = 120;
    private static final List<String> SOLVERS = List.of("GLOP", "CLP", "HIGHS", "PDLP");

    private static final int LARGE = 150;
    private static final int TURNS = 3;
    private static final double LONG_MS = 2_000;

    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> largeRatios = new ArrayList<>();
    private final PrintStream out;
    private final UtilisationOptimiser optimiser = new UtilisationOptimiser(GlopProgram::empty);

    OptimiseTable(PrintStream out) {
        this.out = out;
    }

    void print(List<String> wanted) throws IOException {
        Loader.loadNativeLibraries();
        out.println(
                ("CPU ms of the process, ours and solvers alike after %.0f ms or once and with compilers still, the median of "
                                + "three turns of %.0f ms or once for each figure; solvers %d s at most, no figure where they fail. Proven: within "
                                + "0.01 %% of the split optimum, or of the bound for whole demands.")
                        .formatted(CpuTime.WARM_MS, MEASURED_MS, MAX_SECONDS));
        out.printf(
                "%-16s%6s%6s%8s%10s%8s%8s%8s%9s%9s%9s%9s%9s%8s%s%n",
                "instance",
                "nodes",
                "arcs",
                "demands",
                "bound",
                "gap %",
                "unsplit",
                "proven",
                "ours",
                "GLOP",
                "CLP",
                "HiGHS",
                "PDLP",
                "ratio",
                "   after a failure: median ms, max; gap %; moved %, most; moves left out");
        Predicate<String> filter = name -> wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith);
        List<GlobalInstance> instances = new ArrayList<>();
        Optional<Path> repetita = Data.find("data/repetita");
        Optional<Path> sndlib = Data.find("data/sndlib");
        if (repetita.isPresent()) {
            instances.addAll(RepetitaFiles.read(repetita.get(), filter));
        }
        if (sndlib.isPresent()) {
            instances.addAll(SndlibFiles.read(sndlib.get(), filter));
        }
        instances.addAll(GravityInstances.make(filter));
        instances.forEach(this::add);
        Collections.sort(ratios);
        Collections.sort(largeRatios);
        if (!largeRatios.isEmpty()) {
            out.printf(
                    "%d instances with %d nodes or more, ratio: %.1fx median%n",
                    largeRatios.size(), LARGE, largeRatios.get(largeRatios.size() / 2));
        }
        if (!ratios.isEmpty()) {
            out.printf("%d instances, ratio: %.1fx least%n", ratios.size(), ratios.getFirst());
        }
    }

    private static String proven(UtilisationPlan plan) {
        if (plan.gap() <= GlobalLimits.EXACT.gap()) {
            return "split";
        }
        return plan.singlePathGap() <= GlobalLimits.EXACT.gap() ? "whole" : "-";
    }

    private void add(GlobalInstance instance) {
        GlobalProblem problem = instance.problem();
        UtilisationPlan plan = optimiser.optimise(problem, GlobalLimits.EXACT);
        double[] optima = new double[SOLVERS.size()];
        double[] times = inTurns(arms(problem, optima));
        StringBuilder row = new StringBuilder("%-16s%6d%6d%8d%10.6f%8.4f%8.4f%8s%9.2f"
                .formatted(
                        instance.name(),
                        problem.network().nodeCount(),
                        problem.network().arcCount(),
                        problem.demands().count(),
                        plan.lowerBound(),
                        100 * plan.gap(),
                        100 * plan.singlePathGap(),
                        proven(plan),
                        times[0]));
        double bestProcess = Double.MAX_VALUE;
        for (int i = 0; i < optima.length; i++) {
            check(instance.name(), SOLVERS.get(i), optima[i], plan);
            boolean solved = !Double.isNaN(optima[i]);
            double time = times[i + 1];
            bestProcess = solved ? Math.min(bestProcess, time) : bestProcess;
            row.append(solved ? "%9.1f".formatted(time) : "        -");
        }
        double ratio = bestProcess / times[0];
        ratios.add(ratio);
        if (problem.network().nodeCount() >= LARGE) {
            largeRatios.add(ratio);
        }
        row.append("%7.1fx".formatted(ratio));
        // Solvers may write to the same stream.
        out.println(row.append(failures(problem, plan.placement())));
    }

    /** Ours first, then the solvers, each of which leaves the optimum it finds. */
    private List<Runnable> arms(GlobalProblem problem, double[] optima) {
        List<Runnable> arms = new ArrayList<>();
        arms.add(() -> optimiser.optimise(problem, GlobalLimits.EXACT));
        for (int i = 0; i < optima.length; i++) {
            int solver = i;
            arms.add(() -> optima[solver] = ArcFormulation.solve(problem, SOLVERS.get(solver), MAX_SECONDS));
        }
        return arms;
    }

    /** For each the median of three turns, so that a slow minute of the machine is nobody's; a long one has one turn. */
    private static double[] inTurns(List<Runnable> arms) {
        List<List<Double>> times = new ArrayList<>();
        arms.forEach(arm ->
                times.add(new ArrayList<>(List.of(CpuTime.of(arm, MEASURED_MS).processMs()))));
        for (int turn = 1; turn < TURNS; turn++) {
            for (int arm = 0; arm < arms.size(); arm++) {
                if (times.get(arm).getFirst() < LONG_MS) {
                    times.get(arm).add(CpuTime.again(arms.get(arm), MEASURED_MS).processMs());
                }
            }
        }
        return times.stream()
                .mapToDouble(all -> all.stream().sorted().toList().get(all.size() / 2))
                .toArray();
    }

    /** PDLP stops at a relative tolerance of its own; the others are exact. No bound may be above what they find. */
    private static void check(String name, String solver, double optimum, UtilisationPlan plan) {
        double tolerance = solver.equals("PDLP") ? 1e-3 : 1e-6;
        if (plan.lowerBound() > optimum * (1 + tolerance)) {
            throw new IllegalStateException(
                    "%s: %s finds %s, and the bound is %s.".formatted(name, solver, optimum, plan.lowerBound()));
        }
    }

    private String failures(GlobalProblem problem, Placement before) {
        GlobalNetwork network = problem.network();
        int step = Math.max(1, network.arcCount() / FAILURES);
        List<Double> times = new ArrayList<>();
        double gaps = 0;
        double moved = 0;
        double most = 0;
        int left = 0;
        for (int arc = 0; arc < network.arcCount(); arc += step) {
            GlobalProblem broken = new GlobalProblem(
                    network.without(bothDirections(network, arc)),
                    problem.demands().withCurrent(paths(problem, before)));
            int whole = 0;
            for (int demand = 0; demand < broken.demands().count(); demand++) {
                whole += broken.placed(demand) ? 1 : 0;
            }
            long start = CpuTime.threadNanos();
            UtilisationPlan plan = optimiser.optimise(broken, GlobalLimits.EXACT.withMaxMoves(whole * 15 / 100));
            times.add((CpuTime.threadNanos() - start) / 1e6);
            gaps += 100 * plan.gap();
            moved += 100.0 * plan.placement().moves() / whole;
            most = Math.max(most, 100.0 * plan.placement().moves() / whole);
            left += SafeMoves.order(broken, plan.placement(), Integer.MAX_VALUE)
                    .leftOut()
                    .size();
        }
        Collections.sort(times);
        return "   %.1f, %.1f; %.4f; %.2f, %.2f; %d"
                .formatted(
                        times.get(times.size() / 2),
                        times.getLast(),
                        gaps / times.size(),
                        moved / times.size(),
                        most,
                        left);
    }

    private static int[][] paths(GlobalProblem problem, Placement placement) {
        int[][] paths = new int[problem.demands().count()][];
        Arrays.setAll(paths, placement::path);
        return paths;
    }

    private static BitSet bothDirections(GlobalNetwork network, int arc) {
        BitSet failed = new BitSet();
        for (int other = 0; other < network.arcCount(); other++) {
            boolean same = network.tail(other) == network.tail(arc) && network.head(other) == network.head(arc);
            boolean back = network.tail(other) == network.head(arc) && network.head(other) == network.tail(arc);
            if (same || back) {
                failed.set(network.pool(other));
            }
        }
        return failed;
    }
}
