package dev.braid.benchmarks;

import com.google.ortools.Loader;
import com.sun.management.OperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The global step: the least worst utilisation with one path for every demand, beside the solvers of OR-Tools on the
 * arc formulation, which may split demands; then a failed link at a time, from the placement found before.
 */
final class OptimiseTable {
    private static final int ROUNDS = 9;
    private static final int FAILURES = 20;
    private static final int MAX_SECONDS = 120;
    /** Solvers are measured by the whole process, since some work on threads of their own. */
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final List<String> SOLVERS = List.of("GLOP", "CLP", "HIGHS", "PDLP");

    private final PrintStream out;
    private final UtilisationOptimiser optimiser = new UtilisationOptimiser(GlopProgram::empty);

    OptimiseTable(PrintStream out) {
        this.out = out;
    }

    void print(List<String> wanted) throws IOException {
        Optional<Path> folder = Data.find("data/repetita");
        if (folder.isEmpty()) {
            System.err.println("BRAID_DATA names no folder with data/repetita");
            return;
        }
        Loader.loadNativeLibraries();
        out.println("CPU ms, ours the median of %d; solvers once, %d s at most. Gap: to the bound."
                .formatted(ROUNDS, MAX_SECONDS));
        out.printf(
                "%-16s%6s%6s%9s%11s%9s%9s%9s%10s%10s%10s%10s%9s%s%n",
                "instance",
                "nodes",
                "arcs",
                "demands",
                "bound",
                "gap %",
                "first",
                "ours",
                "GLOP",
                "CLP",
                "HiGHS",
                "PDLP",
                "ratio",
                "   after a failure: median ms, max; gap %; moved %, most; moves left out");
        for (String name : RepetitaProblem.names(folder.get())) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith)) {
                add(RepetitaProblem.read(folder.get(), name));
            }
        }
    }

    private void add(RepetitaProblem instance) {
        GlobalProblem problem = instance.problem();
        double[] times = new double[ROUNDS];
        UtilisationPlan plan = null;
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            plan = optimiser.optimise(problem, GlobalLimits.EXACT);
            times[round] = (cpuNanos() - start) / 1e6;
        }
        double first = times[0];
        Arrays.sort(times);
        double ours = times[ROUNDS / 2];
        StringBuilder row = new StringBuilder("%-16s%6d%6d%9d%11.6f%9.4f%9.1f%9.1f"
                .formatted(
                        instance.name(),
                        problem.network().nodeCount(),
                        problem.network().arcCount(),
                        problem.demands().count(),
                        plan.lowerBound(),
                        100 * plan.gap(),
                        first,
                        ours));
        double best = Double.MAX_VALUE;
        for (String solver : SOLVERS) {
            long start = PROCESS.getProcessCpuTime();
            double optimum = ArcFormulation.solve(problem, solver, MAX_SECONDS);
            double time = (PROCESS.getProcessCpuTime() - start) / 1e6;
            check(instance.name(), solver, optimum, plan);
            best = Double.isNaN(optimum) ? best : Math.min(best, time);
            row.append(Double.isNaN(optimum) ? "         -" : "%10.0f".formatted(time));
        }
        row.append(best == Double.MAX_VALUE ? "        -" : "%8.1fx".formatted(best / ours));
        // Solvers may write to the same stream.
        out.println(row.append(failures(problem, plan.placement())));
    }

    /** PDLP stops at a relative tolerance of its own; the others are exact. */
    private static void check(String name, String solver, double optimum, UtilisationPlan plan) {
        double tolerance = solver.equals("PDLP") ? 1e-3 : 1.001e-4;
        if (Math.abs(optimum - plan.lowerBound()) > tolerance * plan.lowerBound()) {
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
            long start = cpuNanos();
            UtilisationPlan plan = optimiser.optimise(broken, GlobalLimits.EXACT.withMaxMoves(whole * 15 / 100));
            times.add((cpuNanos() - start) / 1e6);
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

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
