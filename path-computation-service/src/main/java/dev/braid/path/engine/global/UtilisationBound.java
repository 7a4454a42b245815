package dev.braid.path.engine.global;

import java.util.List;

/** The ways to prove a lower bound of the worst utilisation; the best proof of all stands. */
final class UtilisationBound {
    /** From how many of the hottest arcs cuts are looked for. */
    private static final int HOTTEST = 8;

    private static final int LOOKED_AT = 16;

    private final GlobalProblem problem;
    private final ShortestTree tree;
    private final DualBound dual;
    private final CutSweep cuts;
    private final double[] length;
    private final long step;
    private double roundedFrom = -1;
    private double rounded;
    private double packed;

    UtilisationBound(GlobalProblem problem, ShortestTree tree) {
        this.problem = problem;
        this.tree = tree;
        this.dual = new DualBound(problem, tree);
        this.cuts = new CutSweep(problem);
        this.length = new double[problem.network().poolCount()];
        this.step = commonStep(problem.demands());
    }

    private static long commonStep(GlobalDemands demands) {
        long step = 0;
        for (int demand = 0; demand < demands.count() && step != 1; demand++) {
            long volume = demands.volumeBps(demand);
            while (volume != 0) {
                long rest = step % volume;
                step = volume;
                volume = rest;
            }
        }
        return Math.max(1, step);
    }

    double best() {
        return dual.best();
    }

    /** The best proof for whole paths: the least load in whole steps with which some pool reaches it. */
    double bestUnsplit() {
        if (roundedFrom != best()) {
            roundedFrom = best();
            rounded = roundUp();
        }
        return Math.max(rounded, packed);
    }

    private double roundUp() {
        GlobalNetwork network = problem.network();
        double least = Double.MAX_VALUE;
        for (int pool = 0; pool < network.poolCount(); pool++) {
            double capacity = network.capacityBps(pool);
            if (capacity > 0) {
                double steps = Math.ceil((best() * (1 - 1e-9) * capacity - network.heldBps(pool)) / step);
                least = Math.min(least, (network.heldBps(pool) + Math.max(0, steps) * step) / capacity);
            }
        }
        return least == Double.MAX_VALUE ? best() : Math.max(best(), least);
    }

    /** The lengths of the best proof. */
    double[] lengths() {
        return dual.bestLength();
    }

    /** The share of every pool in the best proof. */
    double[] prices() {
        double[] prices = dual.bestLength().clone();
        for (int pool = 0; pool < prices.length; pool++) {
            prices[pool] *= problem.network().capacityBps(pool);
        }
        return prices;
    }

    /** What all capacities together would allow if the sources not looked at were like those that are; no proof. */
    double estimate() {
        GlobalNetwork network = problem.network();
        GlobalDemands demands = problem.demands();
        double held = 0;
        double pools = 0;
        for (int pool = 0; pool < length.length; pool++) {
            boolean usable = network.capacityBps(pool) > 0;
            length[pool] = usable ? 1.0 / network.capacityBps(pool) : 0;
            held += usable ? network.heldBps(pool) * length[pool] : 0;
            pools += usable ? 1 : 0;
        }
        double consumed = 0;
        double looked = 0;
        double all = 0;
        int stride = Math.max(1, network.nodeCount() / LOOKED_AT);
        for (int source = 0; source < network.nodeCount(); source++) {
            if (source % stride == 0) {
                tree.grow(source, length);
            }
            for (int i = problem.firstOfSource[source]; i < problem.firstOfSource[source + 1]; i++) {
                int demand = problem.bySource[i];
                all += demands.volumeBps(demand);
                double distance = tree.distance[demands.target(demand)];
                if (source % stride == 0 && distance < ShortestTree.FAR) {
                    looked += demands.volumeBps(demand);
                    consumed += demands.volumeBps(demand) * distance;
                }
            }
        }
        double most = looked > 0 ? (consumed * all / looked + held) / pools : held / Math.max(1, pools);
        return most > 0 ? most : 1;
    }

    /** What follows from the demands of every node alone, where they stay whole. */
    void proveByPacking() {
        packed = PackingBound.of(problem);
    }

    double proveByLengths(double[] lengths) {
        return dual.consider(lengths);
    }

    /** What follows from the tightest cut near the arcs that are hottest under the lengths. */
    void proveByCut(double[] lengths) {
        cuts.clear();
        int[] tails = hottestTails(lengths);
        for (int tail : tails) {
            tree.grow(tail, lengths);
            cuts.sweep(tree);
        }
        if (cuts.bestRatio() > dual.best()) {
            cuts.lengths(length);
            dual.consider(length);
        }
    }

    private int[] hottestTails(double[] lengths) {
        GlobalNetwork network = problem.network();
        int count = Math.min(HOTTEST, network.arcCount());
        int[] tails = new int[count];
        double[] heat = new double[count];
        for (int arc = 0; arc < network.arcCount(); arc++) {
            double here = lengths[network.pool(arc)] * network.capacityBps(network.pool(arc));
            int at = count;
            while (at > 0 && heat[at - 1] < here) {
                at--;
            }
            if (at < count) {
                System.arraycopy(heat, at, heat, at + 1, count - at - 1);
                System.arraycopy(tails, at, tails, at + 1, count - at - 1);
                heat[at] = here;
                tails[at] = network.tail(arc);
            }
        }
        return tails;
    }

    /** What the linear program proves within so many rows, starting from these ways to route. */
    ColumnGeneration proveByProgram(LinearProgram program, List<SourceFlow> start, GlobalLimits limits, int mostRows) {
        ColumnGeneration generation = new ColumnGeneration(problem, dual, tree, program, mostRows);
        generation.run(start, limits);
        return generation;
    }
}
