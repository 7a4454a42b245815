package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves of demands so large that slopes mislead: each goes where the soft maximum itself is least, found under what its
 * whole volume adds to every pool. The largest of those on the hottest pools come first.
 */
final class ExactMoves {
    private static final double WORTHWHILE = 1 - 1e-9;

    private final GlobalProblem problem;
    private final SinglePathSearch search;
    private final SoftMaximum soft;
    private final ShortestTree tree;
    private final double[] added;

    ExactMoves(GlobalProblem problem, SinglePathSearch search, ShortestTree tree) {
        this.problem = problem;
        this.search = search;
        this.soft = search.soft;
        this.tree = tree;
        this.added = new double[problem.network().poolCount()];
    }

    /** Offers its best path to every demand on a pool of at least the utilisation; how many took it. */
    int sweep(double utilisation) {
        int moves = 0;
        for (int demand : largestFirst(utilisation)) {
            if (hot(search.paths[demand], utilisation)) {
                moves += offer(demand, search.paths[demand]) ? 1 : 0;
            }
        }
        return moves;
    }

    private List<Integer> largestFirst(double utilisation) {
        GlobalDemands demands = problem.demands();
        List<Integer> hot = new ArrayList<>();
        for (int demand = 0; demand < demands.count(); demand++) {
            if (hot(search.paths[demand], utilisation) && search.mayMove(demand)) {
                hot.add(demand);
            }
        }
        hot.sort((one, other) -> Long.compare(demands.volumeBps(other), demands.volumeBps(one)));
        return hot;
    }

    private boolean hot(int[] path, double utilisation) {
        for (int arc : path) {
            if (soft.utilisation(problem.network().pool(arc)) >= utilisation) {
                return true;
            }
        }
        return false;
    }

    private boolean offer(int demand, int[] path) {
        if (!search.mayMove(demand)) {
            return false;
        }
        GlobalNetwork network = problem.network();
        double volume = problem.demands().volumeBps(demand);
        for (int pool = 0; pool < added.length; pool++) {
            added[pool] = soft.added(pool, volume);
        }
        double here = 0;
        for (int arc : path) {
            int pool = network.pool(arc);
            added[pool] = -soft.change(pool, -volume);
            here += added[pool];
        }
        int target = problem.demands().target(demand);
        tree.grow(problem.demands().source(demand), added, target, WORTHWHILE * here);
        if (tree.distance[target] >= WORTHWHILE * here) {
            return false;
        }
        int[] best = search.admitted(demand, tree.pathTo(target), added, WORTHWHILE * here);
        return best.length > 0 && search.take(demand, best);
    }
}
