package dev.braid.path.engine.global;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * One path for every demand under the capacities, improved one demand at a time: first under cost and the pools' prices
 * together, so that pools in short supply go to those who gain most by them, then under cost alone.
 */
final class CostPaths {
    private static final double FULL = AdmittedPaths.BARRED;

    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final GlobalDemands demands;
    private final double[] costs;
    private final ShortestTree tree;
    private final AdmittedPaths admitted;
    private final long[] load;
    private final int[] mark;
    private int generation;
    private final boolean[] bound;
    private final boolean[] moved;
    private int budget;
    final int[][] paths;

    CostPaths(GlobalProblem problem, double[] costs, int budget) {
        this.problem = problem;
        this.network = problem.network();
        this.demands = problem.demands();
        this.costs = costs;
        this.tree = new ShortestTree(network, costs);
        this.admitted = new AdmittedPaths(problem, costs);
        this.load = new long[network.poolCount()];
        this.mark = new int[network.poolCount()];
        this.bound = new boolean[demands.count()];
        this.moved = new boolean[demands.count()];
        this.budget = budget;
        Placement today = Placement.today(problem);
        this.paths = today.paths();
        Arrays.setAll(load, today::loadBps);
        for (int demand = 0; demand < paths.length; demand++) {
            bound[demand] = paths[demand].length > 0;
        }
    }

    /** Offers every demand the cheapest path that fits; how many took it. */
    int sweep(double[] price, BooleanSupplier stop) {
        int moves = 0;
        for (int source = 0; source < network.nodeCount() && !stop.getAsBoolean(); source++) {
            boolean grown = false;
            for (int i = problem.firstOfSource[source]; i < problem.firstOfSource[source + 1]; i++) {
                int demand = problem.bySource[i];
                if (bound[demand] && !moved[demand] && budget <= 0) {
                    continue;
                }
                if (!grown) {
                    tree.grow(source, price);
                    grown = true;
                }
                moves += offer(demand, price) ? 1 : 0;
            }
        }
        return moves;
    }

    private boolean offer(int demand, double[] price) {
        int target = demands.target(demand);
        double here = paths[demand].length == 0 ? FULL : cost(paths[demand], price);
        if (!tree.reaches(target) || tree.distance[target] >= here * (1 - 1e-12)) {
            return false;
        }
        int[] path = tree.pathTo(target);
        if (!fits(demand, path) || !demands.rule(demand).admits(path)) {
            path = admitted.find(demand, lengthsWithRoom(demand, price), here * (1 - 1e-12));
        }
        if (path.length == 0) {
            return false;
        }
        take(demand, path);
        return true;
    }

    private double cost(int[] path, double[] price) {
        double cost = 0;
        for (int arc : path) {
            cost += costs[arc] + price[network.pool(arc)];
        }
        return cost;
    }

    private void markOld(int demand) {
        generation++;
        for (int arc : paths[demand]) {
            mark[network.pool(arc)] = generation;
        }
    }

    private boolean room(int pool, long volume) {
        return mark[pool] == generation
                ? load[pool] <= network.capacityBps(pool)
                : load[pool] + volume <= network.capacityBps(pool);
    }

    private boolean fits(int demand, int[] path) {
        markOld(demand);
        for (int arc : path) {
            if (!room(network.pool(arc), demands.volumeBps(demand))) {
                return false;
            }
        }
        return true;
    }

    private double[] lengthsWithRoom(int demand, double[] price) {
        markOld(demand);
        double[] length = price.clone();
        for (int pool = 0; pool < length.length; pool++) {
            if (!room(pool, demands.volumeBps(demand))) {
                length[pool] = FULL;
            }
        }
        return length;
    }

    private void take(int demand, int[] path) {
        long volume = demands.volumeBps(demand);
        for (int arc : paths[demand]) {
            load[network.pool(arc)] -= volume;
        }
        for (int arc : path) {
            load[network.pool(arc)] += volume;
        }
        if (bound[demand]) {
            boolean away = !Arrays.equals(path, demands.paths()[demand]);
            budget += (moved[demand] ? 1 : 0) - (away ? 1 : 0);
            moved[demand] = away;
        }
        paths[demand] = path;
    }
}
