package dev.braid.path.engine.global;

import java.util.List;

/**
 * The moves that lower an objective, in the order in which they are safe: each with its new path held beside the old
 * one overbooks no pool. No routing of all demands, not even one that splits them and minds no rule, comes below the
 * bound; where the objective is a cost, none that keeps to the capacities, which today's paths may not.
 *
 * @param before the objective as today's paths are, broken ones left out
 * @param after the objective after the last move
 * @param bound below which the objective cannot be brought, by whatever moves
 * @param congestionPrices what binds, by pool: for {@link Objective#WORST_UTILISATION} the share of the bound that every
 *     pool carries, else the gain by one more unit of capacity there
 * @param moves the moves in order
 * @param leftOut demands that a better plan would move too, but not safely or not within the number of moves
 * @param unplaced demands without a path after the last move
 * @param placement where everything runs after the last move
 * @param stopped whether the limits stopped the search before it was at its end
 */
public record GlobalPlan(
        Objective objective,
        double before,
        double after,
        double bound,
        double[] congestionPrices,
        List<Move> moves,
        List<Integer> leftOut,
        List<Integer> unplaced,
        Placement placement,
        boolean stopped) {

    /** How far the objective stays above the bound, as a share of it; it says nothing where demands are unplaced. */
    public double gap() {
        return bound > 0 ? Math.max(0, after / bound - 1) : 0;
    }

    /** One demand's change of arcs, from none where it had no path, and the objective once it is made. */
    public record Move(int demand, int[] from, int[] to, double after) {}
}
