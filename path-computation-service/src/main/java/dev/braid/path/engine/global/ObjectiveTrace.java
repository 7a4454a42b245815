package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Follows the objective along the moves, and ends them where it is best. */
final class ObjectiveTrace {
    private static final double SAME = 1e-12;

    private final GlobalProblem problem;
    private final double[] costs;
    private final int[][] paths;
    private final long[] load;
    private double total;
    private int missing;

    ObjectiveTrace(GlobalProblem problem, double[] costs) {
        this.problem = problem;
        this.costs = costs;
        Placement today = Placement.today(problem);
        this.paths = today.paths();
        this.load = new long[problem.network().poolCount()];
        Arrays.setAll(load, today::loadBps);
        this.missing = today.unplaced();
        for (int demand = 0; demand < paths.length; demand++) {
            total += cost(demand, paths[demand]);
        }
    }

    private double cost(int demand, int[] path) {
        double sum = 0;
        for (int arc : path) {
            sum += costs.length == 0 ? 0 : costs[arc];
        }
        return sum * problem.demands().volumeBps(demand) / Cost.BPS_PER_GBPS;
    }

    double gain(int demand, int[] path) {
        return cost(demand, paths[demand]) - cost(demand, path);
    }

    private double objective() {
        return costs.length > 0 ? total : worst();
    }

    private double worst() {
        double worst = 0;
        for (int pool = 0; pool < load.length; pool++) {
            long capacity = problem.network().capacityBps(pool);
            worst = capacity > 0 ? Math.max(worst, load[pool] / (double) capacity) : worst;
        }
        return worst;
    }

    private void make(SafeMoves.Move move) {
        total -= gain(move.demand(), move.to());
        missing -= move.from().length == 0 ? 1 : 0;
        long volume = problem.demands().volumeBps(move.demand());
        for (int arc : move.from()) {
            load[problem.network().pool(arc)] -= volume;
        }
        for (int arc : move.to()) {
            load[problem.network().pool(arc)] += volume;
        }
        paths[move.demand()] = move.to();
    }

    GlobalPlan plan(
            Objective objective, SafeMoves.Sequence sequence, double bound, double[] prices, BooleanSupplier stop) {
        double before = objective();
        double best = before;
        int fewest = missing;
        int made = 0;
        List<GlobalPlan.Move> moves = new ArrayList<>();
        for (SafeMoves.Move move : sequence.moves()) {
            make(move);
            double now = objective();
            moves.add(new GlobalPlan.Move(move.demand(), move.from(), move.to(), now));
            if (missing < fewest || missing == fewest && now < best * (1 - SAME)) {
                best = now;
                fewest = missing;
                made = moves.size();
            }
        }
        List<Integer> leftOut = new ArrayList<>(sequence.leftOut());
        for (int at = moves.size() - 1; at >= made; at--) {
            GlobalPlan.Move undone = moves.removeLast();
            paths[undone.demand()] = undone.from();
            if (!leftOut.contains(undone.demand())) {
                leftOut.add(undone.demand());
            }
        }
        leftOut.sort(null);
        return new GlobalPlan(
                objective,
                before,
                best,
                bound,
                prices,
                List.copyOf(moves),
                List.copyOf(leftOut),
                unplaced(),
                new Placement(problem, paths),
                stop.getAsBoolean());
    }

    private List<Integer> unplaced() {
        List<Integer> unplaced = new ArrayList<>();
        for (int demand = 0; demand < paths.length; demand++) {
            if (paths[demand].length == 0) {
                unplaced.add(demand);
            }
        }
        return unplaced;
    }
}
