package dev.braid.benchmarks;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.braid.path.engine.global.GlobalDemands;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalProblem;

/** The least worst utilisation as the textbook asks a solver for it: one flow for every target on every arc. */
final class ArcFormulation {
    private ArcFormulation() {}

    /** The optimum, or not a number where the solver did not reach it within the seconds. */
    static double solve(GlobalProblem problem, String solverName, int maxSeconds) {
        GlobalNetwork network = problem.network();
        MPSolver solver = MPSolver.createSolver(solverName);
        solver.suppressOutput();
        double scale = 1;
        for (int pool = 0; pool < network.poolCount(); pool++) {
            scale = Math.max(scale, network.capacityBps(pool));
        }
        MPVariable worst = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
        MPConstraint[] pools = new MPConstraint[network.poolCount()];
        for (int pool = 0; pool < pools.length; pool++) {
            pools[pool] = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0);
            pools[pool].setCoefficient(worst, -network.capacityBps(pool) / scale);
        }
        for (int target = 0; target < network.nodeCount(); target++) {
            addFlow(problem, solver, pools, target, scale);
        }
        solver.objective().setCoefficient(worst, 1);
        solver.objective().setMinimization();
        solver.setTimeLimit(maxSeconds * 1000L);
        boolean optimal = solver.solve() == MPSolver.ResultStatus.OPTIMAL;
        double optimum = optimal ? solver.objective().value() : Double.NaN;
        solver.delete();
        return optimum;
    }

    private static void addFlow(
            GlobalProblem problem, MPSolver solver, MPConstraint[] pools, int target, double scale) {
        GlobalNetwork network = problem.network();
        double[] supply = new double[network.nodeCount()];
        GlobalDemands demands = problem.demands();
        boolean any = false;
        for (int demand = 0; demand < demands.count(); demand++) {
            if (demands.target(demand) == target) {
                supply[demands.source(demand)] += demands.volumeBps(demand) / scale;
                any = true;
            }
        }
        if (!any) {
            return;
        }
        MPConstraint[] kept = new MPConstraint[supply.length];
        for (int node = 0; node < kept.length; node++) {
            kept[node] = node == target ? null : solver.makeConstraint(supply[node], supply[node]);
        }
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (network.tail(arc) != target) {
                MPVariable flow = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
                kept[network.tail(arc)].setCoefficient(flow, 1);
                if (network.head(arc) != target) {
                    kept[network.head(arc)].setCoefficient(flow, -1);
                }
                pools[network.pool(arc)].setCoefficient(flow, 1);
            }
        }
    }
}
