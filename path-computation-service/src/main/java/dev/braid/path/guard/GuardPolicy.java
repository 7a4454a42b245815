package dev.braid.path.guard;

import java.time.Duration;

/**
 * How far automatic moves may go.
 *
 * @param holdDown how long a connection stays put after its first move; doubles with each further one of the last day
 * @param minGainRatio how much better a path must be that does not keep the promise either, 0.1 for a tenth
 * @param slow what may move off links that are slow
 * @param failed what may move off links that are down
 */
public record GuardPolicy(
        Mode mode, Duration holdDown, double minGainRatio, Evidence evidence, Budget slow, Budget failed) {
    private static final int MAX_DOUBLINGS = 6;

    public GuardPolicy {
        if (holdDown.isNegative()) {
            throw new IllegalArgumentException("hold-down (%s) must not be negative.".formatted(holdDown));
        }
        if (!(minGainRatio >= 0 && minGainRatio < 1)) {
            throw new IllegalArgumentException(
                    "min-gain-ratio (%s) must be at least 0 and below 1.".formatted(minGainRatio));
        }
    }

    /** How long a connection stays put that was moved so often before. */
    Duration holdDownAfter(int earlierMoves) {
        return holdDown.multipliedBy(1L << Math.min(earlierMoves, MAX_DOUBLINGS));
    }

    Budget budget(boolean failure) {
        return failure ? failed : slow;
    }
}
