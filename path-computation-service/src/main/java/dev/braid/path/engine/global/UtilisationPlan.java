package dev.braid.path.engine.global;

/**
 * Where every demand should run, and the proof of how good that is: no routing, not even one that splits demands, has a
 * worst utilisation below the lower bound, and none with one path for every demand is below the single-path bound. That
 * one also minds that loads grow in whole steps of what all volumes have in common, and that demands at one node share
 * its few pools. Where it is met the lower bound is not raised further. The congestion prices say which pools bind: by
 * how much the bound falls for each share by which a pool grows; together they are 1.
 */
public record UtilisationPlan(
        Placement placement, double lowerBound, double singlePathBound, double[] congestionPrices, Effort spent) {
    /** How far the placement is above the lower bound, as a share of it. */
    public double gap() {
        return lowerBound > 0 ? placement.worstUtilisation() / lowerBound - 1 : 0;
    }

    /** How far the placement is above the single-path bound, as a share of it. */
    public double singlePathGap() {
        return singlePathBound > 0 ? placement.worstUtilisation() / singlePathBound - 1 : 0;
    }

    /** What was done to find it: passes over the demands, and rounds of the linear program. */
    public record Effort(int sweeps, int flowSweeps, int rounds) {}
}
