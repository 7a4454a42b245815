package dev.braid.path.engine.global;

/** What a unit of bandwidth costs on an arc. */
public enum Objective {
    PRICE,
    LATENCY;

    double[] costs(GlobalNetwork network) {
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
        double[] costs = costs(problem.network());
        double total = 0;
        for (int demand = 0; demand < problem.demands().count(); demand++) {
            for (int arc : placement.paths()[demand]) {
                total += problem.demands().volumeBps(demand) * costs[arc];
            }
        }
        return total;
    }
}
