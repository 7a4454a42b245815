package dev.braid.path.engine.global;

import java.util.function.BooleanSupplier;

/**
 * How much to do: how near to the bound is near enough, how many demands that have a path today may end on another, how
 * many passes to make at most, and what stops the work early. Work that is stopped gives the best found so far.
 */
public record GlobalLimits(double gap, int maxMoves, int maxSweeps, int maxRounds, BooleanSupplier stop) {
    /** Within 0.01 % of the bound, whatever has to move; where whole paths do not come so near, the best of a short search. */
    public static final GlobalLimits EXACT = new GlobalLimits(1e-4, Integer.MAX_VALUE, 180, 300, () -> false);

    /** As exact, with a long search for whole paths where they do not meet the bound. */
    public static final GlobalLimits THOROUGH = new GlobalLimits(1e-4, Integer.MAX_VALUE, 3000, 300, () -> false);

    public GlobalLimits {
        if (!(gap >= 0 && gap <= 1)) {
            throw new IllegalArgumentException("gap is %s, not within 0 to 1.".formatted(gap));
        }
        Bounds.within("maxMoves", maxMoves, 0, Integer.MAX_VALUE);
        Bounds.within("maxSweeps", maxSweeps, 1, Integer.MAX_VALUE);
        Bounds.within("maxRounds", maxRounds, 0, Integer.MAX_VALUE);
    }

    /** The same, stopped by something else: a deadline, since nothing here has a clock. */
    public GlobalLimits withStop(BooleanSupplier stopWhen) {
        return new GlobalLimits(gap, maxMoves, maxSweeps, maxRounds, stopWhen);
    }

    /** The same with so many moves at most. */
    public GlobalLimits withMaxMoves(int moves) {
        return new GlobalLimits(gap, moves, maxSweeps, maxRounds, stop);
    }
}
