package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.route.PathRecord;
import java.util.List;

/**
 * Moves that bring all connections closer to an objective, in the order in which each is possible beside all others.
 *
 * @param valueBefore in the unit of the objective
 * @param bound no moves bring the objective below it
 * @param leftOutCount connections that a better plan would move too, and that may not or cannot safely move
 * @param stopped whether time was up before the search was at its end
 */
public record Improvement(
        List<Move> moves, double valueBefore, double valueAfter, double bound, int leftOutCount, boolean stopped) {
    public Improvement {
        moves = List.copyOf(moves);
    }

    /**
     * One connection takes another path.
     *
     * @param value of the objective once it has
     */
    public record Move(PathRecord connection, Placing before, Placing after, double value) {}
}
