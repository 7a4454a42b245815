package dev.braid.path.engine.global;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.OptionalDouble;

/** The textbook: one flow for every target, kept at every node, solved as one linear program. */
final class ArcProgram {
    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final MPSolver solver;
    private final MPConstraint[] pools;
    private final double scale;

    private ArcProgram(GlobalProblem problem, String solverName) {
        Loader.loadNativeLibraries();
        this.problem = problem;
        this.network = problem.network();
        this.solver = MPSolver.createSolver(solverName);
        this.pools = new MPConstraint[network.poolCount()];
        double largest = 1;
        for (int pool = 0; pool < pools.length; pool++) {
            largest = Math.max(largest, network.capacityBps(pool));
        }
        this.scale = largest;
        solver.objective().setMinimization();
    }

    /** The least worst utilisation. */
    static double worstUtilisation(GlobalProblem problem, String solverName) {
        ArcProgram program = new ArcProgram(problem, solverName);
        MPVariable worst = program.solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
        for (int pool = 0; pool < program.pools.length; pool++) {
            long held = program.network.capacityBps(pool) > 0 ? program.network.heldBps(pool) : 0;
            program.pools[pool] = program.solver.makeConstraint(Double.NEGATIVE_INFINITY, -held / program.scale);
            program.pools[pool].setCoefficient(worst, -program.network.capacityBps(pool) / program.scale);
        }
        program.solver.objective().setCoefficient(worst, 1);
        program.addFlows(new double[program.network.arcCount()]);
        return program.solve().orElseThrow();
    }

    /** The least volume times cost within the capacities, or nothing where not everything fits. */
    static OptionalDouble cost(GlobalProblem problem, Cost cost) {
        ArcProgram program = new ArcProgram(problem, "GLOP");
        for (int pool = 0; pool < program.pools.length; pool++) {
            double room = program.network.capacityBps(pool) - program.network.heldBps(pool);
            program.pools[pool] =
                    program.solver.makeConstraint(Double.NEGATIVE_INFINITY, Math.max(0, room) / program.scale);
        }
        program.addFlows(cost.ofArcs(program.network));
        OptionalDouble optimum = program.solve();
        return optimum.isPresent() ? OptionalDouble.of(optimum.getAsDouble() * program.scale) : optimum;
    }

    private void addFlows(double[] costs) {
        int nodes = network.nodeCount();
        for (int target = 0; target < nodes; target++) {
            double[] supply = new double[nodes];
            BitSet reaching = reaching(network, target);
            boolean any = false;
            for (int demand = 0; demand < problem.demands().count(); demand++) {
                if (problem.demands().target(demand) == target
                        && reaching.get(problem.demands().source(demand))) {
                    supply[problem.demands().source(demand)] +=
                            problem.demands().volumeBps(demand) / scale;
                    any = true;
                }
            }
            if (any) {
                addFlow(target, supply, costs);
            }
        }
    }

    private void addFlow(int target, double[] supply, double[] costs) {
        MPConstraint[] kept = new MPConstraint[supply.length];
        for (int node = 0; node < kept.length; node++) {
            kept[node] = node == target ? null : solver.makeConstraint(supply[node], supply[node]);
        }
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (!network.usable(arc) || network.tail(arc) == target) {
                continue;
            }
            MPVariable flow = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
            kept[network.tail(arc)].setCoefficient(flow, 1);
            if (network.head(arc) != target) {
                kept[network.head(arc)].setCoefficient(flow, -1);
            }
            pools[network.pool(arc)].setCoefficient(flow, 1);
            solver.objective().setCoefficient(flow, costs[arc]);
        }
    }

    /** The nodes from which there is a way to the target. */
    static BitSet reaching(GlobalNetwork network, int target) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        seen.set(target);
        open.add(target);
        while (!open.isEmpty()) {
            int node = open.remove();
            for (int arc = 0; arc < network.arcCount(); arc++) {
                if (network.usable(arc) && network.head(arc) == node && !seen.get(network.tail(arc))) {
                    seen.set(network.tail(arc));
                    open.add(network.tail(arc));
                }
            }
        }
        return seen;
    }

    private OptionalDouble solve() {
        try {
            return solver.solve() == MPSolver.ResultStatus.OPTIMAL
                    ? OptionalDouble.of(solver.objective().value())
                    : OptionalDouble.empty();
        } finally {
            solver.delete();
        }
    }
}
