package dev.braid.path.engine.global;

/** What a unit of bandwidth costs on an arc. */
public enum Cost {
    PRICE,
    LATENCY;

    static final double BPS_PER_GBPS = 1e9;

    double[] ofArcs(GlobalNetwork network) {
        double[] costs = new double[network.arcCount()];
        for (int arc = 0; arc < costs.length; arc++) {
            costs[arc] = switch (this) {
                case PRICE -> network.priceMicrosPerGbpsHour(arc);
                case LATENCY -> network.latencyUs(arc);
            };
        }
        return costs;
    }

    /** Volume times cost of all demands of the placement. */
    double total(GlobalProblem problem, Placement placement) {
        double[] costs = ofArcs(problem.network());
        int[][] paths = placement.paths();
        double total = 0;
        for (int demand = 0; demand < problem.demands().count(); demand++) {
            for (int arc : paths[demand]) {
                total += problem.demands().volumeBps(demand) * costs[arc];
            }
        }
        return total;
    }
}
