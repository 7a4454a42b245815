package dev.braid.path.engine.global;

import java.util.Arrays;

/** One path for every demand, or none for some, and what that asks of the network. Immutable. */
public final class Placement {
    private final GlobalProblem problem;
    private final int[][] paths;
    private final long[] loadBps;
    private final int worstPool;

    /**
     * Paths in the order of the demands; an empty one carries nothing.
     *
     * @throws IllegalArgumentException where a path does not lead from source to target over arcs in order
     */
    public Placement(GlobalProblem problem, int[][] paths) {
        GlobalNetwork network = problem.network();
        GlobalDemands demands = problem.demands();
        Bounds.sameLength("paths", paths.length, "demands", demands.count());
        this.problem = problem;
        this.paths = new int[paths.length][];
        this.loadBps = new long[network.poolCount()];
        int[] seen = new int[network.nodeCount()];
        for (int pool = 0; pool < loadBps.length; pool++) {
            loadBps[pool] = network.heldBps(pool);
        }
        for (int demand = 0; demand < paths.length; demand++) {
            problem.checkPath("paths", demand, paths[demand], seen);
            this.paths[demand] = paths[demand].clone();
            for (int arc : paths[demand]) {
                if (!network.usable(arc)) {
                    throw new IllegalArgumentException(
                            "paths[%d] uses arc %d, which is out of order.".formatted(demand, arc));
                }
                loadBps[network.pool(arc)] += demands.volumeBps(demand);
            }
        }
        this.worstPool = worst(network);
    }

    private Placement(GlobalProblem problem, int[][] paths, double[] loadBps) {
        this.problem = problem;
        this.paths = paths.clone();
        this.loadBps = new long[loadBps.length];
        for (int pool = 0; pool < loadBps.length; pool++) {
            this.loadBps[pool] = (long) loadBps[pool];
        }
        this.worstPool = worst(problem.network());
    }

    /** Paths that a search made, with the loads that it kept; both are exact, so that nothing is checked again. */
    static Placement trusted(GlobalProblem problem, int[][] paths, double[] loadBps) {
        return new Placement(problem, paths, loadBps);
    }

    private int worst(GlobalNetwork network) {
        int worst = -1;
        for (int pool = 0; pool < loadBps.length; pool++) {
            if (network.capacityBps(pool) > 0 && (worst < 0 || utilisation(pool) > utilisation(worst))) {
                worst = pool;
            }
        }
        return worst;
    }

    /** What of today's paths is in order. */
    public static Placement today(GlobalProblem problem) {
        int[][] paths = problem.demands().paths().clone();
        for (int demand = 0; demand < paths.length; demand++) {
            if (!problem.placed(demand)) {
                paths[demand] = new int[0];
            }
        }
        return new Placement(problem, paths);
    }

    /** The arcs of the demand in order, or none. */
    public int[] path(int demand) {
        return paths[demand].clone();
    }

    int[][] paths() {
        return paths.clone();
    }

    /** What is drawn from the pool, with what is held there. */
    public long loadBps(int pool) {
        return loadBps[pool];
    }

    /** The load of a pool in order over its capacity. */
    public double utilisation(int pool) {
        return loadBps[pool] / (double) problem.network().capacityBps(pool);
    }

    /** The greatest utilisation of all pools in order, and 0 where there are none. */
    public double worstUtilisation() {
        return worstPool < 0 ? 0 : utilisation(worstPool);
    }

    /** How many demands have another path than today, among those that have one today that is in order. */
    public int moves() {
        int moves = 0;
        for (int demand = 0; demand < paths.length; demand++) {
            moves += problem.placed(demand)
                            && !Arrays.equals(paths[demand], problem.demands().paths()[demand])
                    ? 1
                    : 0;
        }
        return moves;
    }

    /** How many demands have no path. */
    public int unplaced() {
        int count = 0;
        for (int[] path : paths) {
            count += path.length == 0 ? 1 : 0;
        }
        return count;
    }
}
