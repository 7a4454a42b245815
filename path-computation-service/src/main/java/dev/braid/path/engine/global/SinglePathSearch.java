package dev.braid.path.engine.global;

import java.util.Arrays;

/**
 * One path for every demand, improved one demand at a time: a demand moves to the shortest path under the soft
 * maximum's lengths where that lowers the soft maximum itself. A budget limits how many of those that have a path
 * today end on another.
 */
final class SinglePathSearch {
    /** A path must be shorter by this much to be worth weighing. */
    private static final double WORTHWHILE = 0.98;

    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final GlobalDemands demands;
    private final ShortestTree tree;
    private final AdmittedPaths admitted;
    final SoftMaximum soft;
    final int[][] paths;
    private final boolean[] moved;
    private final boolean[] bound;
    private int budget;
    private final int[] mark;
    private int generation;

    SinglePathSearch(GlobalProblem problem, ShortestTree tree, int budget) {
        this.problem = problem;
        this.network = problem.network();
        this.demands = problem.demands();
        this.tree = tree;
        this.admitted = new AdmittedPaths(problem);
        this.soft = new SoftMaximum(network);
        this.paths = demands.paths().clone();
        this.moved = new boolean[demands.count()];
        this.bound = new boolean[demands.count()];
        this.budget = budget;
        this.mark = new int[network.poolCount()];
        for (int demand = 0; demand < paths.length; demand++) {
            bound[demand] = problem.placed(demand);
            if (bound[demand]) {
                draw(paths[demand], demands.volumeBps(demand));
            } else {
                paths[demand] = new int[0];
            }
        }
    }

    private void draw(int[] path, double volume) {
        for (int arc : path) {
            soft.draw(network.pool(arc), volume);
        }
    }

    /** Gives every demand without a path the shortest one, source after source, under lengths that grow with the load. */
    void placeMissing() {
        for (int source = 0; source < network.nodeCount(); source++) {
            boolean grown = false;
            for (int i = problem.firstOfSource[source]; i < problem.firstOfSource[source + 1]; i++) {
                int demand = problem.bySource[i];
                if (paths[demand].length > 0) {
                    continue;
                }
                if (!grown) {
                    tree.grow(source, soft.length);
                    grown = true;
                }
                if (tree.reaches(demands.target(demand))) {
                    paths[demand] = shortest(demand, ShortestTree.FAR);
                    for (int arc : paths[demand]) {
                        soft.load[network.pool(arc)] += demands.volumeBps(demand);
                    }
                }
            }
            if (grown) {
                for (int pool = 0; pool < soft.load.length; pool++) {
                    soft.weigh(pool);
                }
            }
        }
    }

    /**
     * Offers every demand one other path whose own is at least so long, in lengths of the hottest pool; how many took
     * it.
     */
    int sweep(double worthALook) {
        int moves = 0;
        double least = 0;
        for (double length : soft.length) {
            least = Math.max(least, length);
        }
        least *= worthALook;
        for (int source = 0; source < network.nodeCount(); source++) {
            boolean grown = false;
            for (int i = problem.firstOfSource[source]; i < problem.firstOfSource[source + 1]; i++) {
                int demand = problem.bySource[i];
                double here = length(paths[demand]);
                if (here < least || !mayMove(demand)) {
                    continue;
                }
                if (!grown) {
                    tree.grow(source, soft.length);
                    grown = true;
                }
                if (tree.distance[demands.target(demand)] < WORTHWHILE * here) {
                    int[] path = shortest(demand, WORTHWHILE * here);
                    moves += path.length > 0 && take(demand, path) ? 1 : 0;
                }
            }
        }
        return moves;
    }

    /** The shortest path from the source of the tree that the rule admits, or none below the limit. */
    private int[] shortest(int demand, double limit) {
        return admitted(demand, tree.pathTo(demands.target(demand)), soft.length, limit);
    }

    /** The path where the rule admits it, else the shortest that it admits below the limit, or none. */
    int[] admitted(int demand, int[] path, double[] length, double limit) {
        return demands.rule(demand).admits(path) ? path : admitted.find(demand, length, limit);
    }

    private double length(int[] path) {
        double length = 0;
        for (int arc : path) {
            length += soft.length[network.pool(arc)];
        }
        return length;
    }

    boolean mayMove(int demand) {
        return !bound[demand] || moved[demand] || budget > 0;
    }

    boolean take(int demand, int[] path) {
        double volume = demands.volumeBps(demand);
        int[] old = paths[demand];
        int before = ++generation;
        for (int arc : old) {
            mark[network.pool(arc)] = before;
        }
        double change = 0;
        int both = ++generation;
        for (int arc : path) {
            int pool = network.pool(arc);
            if (mark[pool] == before) {
                mark[pool] = both;
            } else {
                change += soft.change(pool, volume);
            }
        }
        for (int arc : old) {
            int pool = network.pool(arc);
            change += mark[pool] == before ? soft.change(pool, -volume) : 0;
        }
        if (change >= 0) {
            return false;
        }
        for (int arc : old) {
            if (mark[network.pool(arc)] == before) {
                soft.draw(network.pool(arc), -volume);
            }
        }
        for (int arc : path) {
            if (mark[network.pool(arc)] != both) {
                soft.draw(network.pool(arc), volume);
            }
        }
        count(demand, path);
        paths[demand] = path;
        return true;
    }

    /** Gives the demand the path; the loads are the caller's. */
    void place(int demand, int[] path) {
        count(demand, path);
        paths[demand] = path;
    }

    private void count(int demand, int[] path) {
        if (bound[demand]) {
            boolean away = !Arrays.equals(path, demands.paths()[demand]);
            budget += (moved[demand] ? 1 : 0) - (away ? 1 : 0);
            moved[demand] = away;
        }
    }

    /** Starts again from these paths, which keep to the budget. */
    void resume(int[][] from) {
        for (int demand = 0; demand < paths.length; demand++) {
            if (paths[demand] != from[demand]) {
                draw(paths[demand], -demands.volumeBps(demand));
                draw(from[demand], demands.volumeBps(demand));
                paths[demand] = from[demand];
                boolean away = bound[demand] && !Arrays.equals(paths[demand], demands.paths()[demand]);
                budget += (moved[demand] ? 1 : 0) - (away ? 1 : 0);
                moved[demand] = away;
            }
        }
    }

    /** Leaves those where they are today whose move was not needed to stay below the utilisation. */
    void spareMoves(double ceiling) {
        boolean spared = true;
        while (spared) {
            spared = false;
            for (int demand = 0; demand < paths.length; demand++) {
                if (moved[demand] && staysBelow(demand, ceiling)) {
                    draw(paths[demand], -demands.volumeBps(demand));
                    paths[demand] = demands.paths()[demand];
                    draw(paths[demand], demands.volumeBps(demand));
                    moved[demand] = false;
                    budget++;
                    spared = true;
                }
            }
        }
    }

    private boolean staysBelow(int demand, double ceiling) {
        int here = ++generation;
        for (int arc : paths[demand]) {
            mark[network.pool(arc)] = here;
        }
        for (int arc : demands.paths()[demand]) {
            int pool = network.pool(arc);
            double load = soft.load[pool] + (mark[pool] == here ? 0 : demands.volumeBps(demand));
            if (load > ceiling * network.capacityBps(pool)) {
                return false;
            }
        }
        return true;
    }
}
