package dev.braid.path.engine.global;

/**
 * Where every demand should run so that volume times cost is least within the capacities, and the bound below which no
 * routing of all demands comes, not even one that splits them. The prices say what a further bit per second of every
 * pool would save.
 */
public record CostPlan(Placement placement, double total, double lowerBound, double[] congestionPrices) {
    /** How far the total is above the bound, as a share of the bound; it says nothing where demands have no path. */
    public double gap() {
        return lowerBound > 0 ? total / lowerBound - 1 : 0;
    }
}
