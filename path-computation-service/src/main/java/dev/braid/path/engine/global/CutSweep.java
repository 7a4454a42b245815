package dev.braid.path.engine.global;

import java.util.Arrays;

/**
 * Looks for the cut that binds: what must leave a set of nodes over what its outgoing pools carry. The nodes nearest
 * to a source under congestion lengths are such sets. Where a cut decides the optimum, its length 1 on the cut and 0
 * elsewhere is an exact proof, which smooth lengths only approach.
 */
final class CutSweep {
    private final GlobalProblem problem;
    private final int[] firstOfTarget;
    private final int[] byTarget;
    private final int[] firstIn;
    private final int[] in;
    private final boolean[] inside;
    private final int[] crossings;
    private double bestRatio;
    private final boolean[] bestSide;

    CutSweep(GlobalProblem problem) {
        GlobalNetwork network = problem.network();
        GlobalDemands demands = problem.demands();
        this.problem = problem;
        this.firstOfTarget = new int[network.nodeCount() + 1];
        this.byTarget = new int[demands.count()];
        this.inside = new boolean[network.nodeCount()];
        this.bestSide = new boolean[network.nodeCount()];
        this.crossings = new int[network.poolCount()];
        for (int demand = 0; demand < demands.count(); demand++) {
            firstOfTarget[demands.target(demand) + 1]++;
        }
        accumulate(firstOfTarget);
        int[] next = firstOfTarget.clone();
        for (int demand = 0; demand < demands.count(); demand++) {
            byTarget[next[demands.target(demand)]++] = demand;
        }
        this.firstIn = new int[network.nodeCount() + 1];
        this.in = new int[network.firstOut[network.nodeCount()]];
        for (int arc = 0; arc < network.arcCount(); arc++) {
            firstIn[network.head(arc) + 1] += network.usable(arc) ? 1 : 0;
        }
        accumulate(firstIn);
        int[] nextIn = firstIn.clone();
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (network.usable(arc)) {
                in[nextIn[network.head(arc)]++] = arc;
            }
        }
    }

    private static void accumulate(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /** Forgets the best cut. */
    void clear() {
        bestRatio = 0;
    }

    double bestRatio() {
        return bestRatio;
    }

    /** Tries all sets of the nodes nearest to the tree's source. */
    void sweep(ShortestTree tree) {
        Arrays.fill(inside, false);
        Arrays.fill(crossings, 0);
        double demanded = 0;
        double offered = 0;
        double ratio = bestRatio;
        int best = -1;
        for (int i = 0; i + 1 < tree.reached; i++) {
            int node = tree.order[i];
            demanded += crossingDemand(node);
            offered += crossingCapacity(node);
            inside[node] = true;
            boolean apart = tree.distance[tree.order[i + 1]] > tree.distance[node];
            if (apart && offered > 0 && demanded > ratio * offered) {
                ratio = demanded / offered;
                best = i;
            }
        }
        if (best >= 0) {
            bestRatio = ratio;
            Arrays.fill(bestSide, false);
            for (int i = 0; i <= best; i++) {
                bestSide[tree.order[i]] = true;
            }
        }
    }

    private double crossingDemand(int node) {
        GlobalDemands demands = problem.demands();
        double change = 0;
        for (int i = problem.firstOfSource[node]; i < problem.firstOfSource[node + 1]; i++) {
            int demand = problem.bySource[i];
            change += inside[demands.target(demand)] ? 0 : demands.volumeBps(demand);
        }
        for (int i = firstOfTarget[node]; i < firstOfTarget[node + 1]; i++) {
            int demand = byTarget[i];
            change -= inside[demands.source(demand)] ? demands.volumeBps(demand) : 0;
        }
        return change;
    }

    private double crossingCapacity(int node) {
        GlobalNetwork network = problem.network();
        double change = 0;
        for (int at = network.firstOut[node]; at < network.firstOut[node + 1]; at++) {
            int head = network.out[GlobalNetwork.STRIDE * at];
            int pool = network.out[GlobalNetwork.STRIDE * at + 1];
            if (!inside[head] && crossings[pool]++ == 0) {
                change += network.capacityBps(pool);
            }
        }
        for (int at = firstIn[node]; at < firstIn[node + 1]; at++) {
            int pool = network.pool(in[at]);
            if (inside[network.tail(in[at])] && --crossings[pool] == 0) {
                change -= network.capacityBps(pool);
            }
        }
        return change;
    }

    /** Length 1 on the pools that leave the best set, 0 elsewhere. */
    void lengths(double[] length) {
        GlobalNetwork network = problem.network();
        Arrays.fill(length, 0);
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (network.usable(arc) && bestSide[network.tail(arc)] && !bestSide[network.head(arc)]) {
                length[network.pool(arc)] = 1;
            }
        }
    }
}
