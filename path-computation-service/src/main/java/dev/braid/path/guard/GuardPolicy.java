package dev.braid.path.guard;

import java.time.Duration;

/**
 * How far automatic moves may go.
 *
 * @param holdDown how long a connection stays put after its first move; doubles with each further one
 * @param maxMovesPerMinute of all connections together
 * @param minGainRatio how much better a path must be that does not keep the promise either, 0.1 for a tenth
 * @param maxEvidenceAge older judgements move nothing
 */
public record GuardPolicy(
        Mode mode, Duration holdDown, int maxMovesPerMinute, double minGainRatio, Duration maxEvidenceAge) {
    private static final int MAX_DOUBLINGS = 6;

    public GuardPolicy {
        if (holdDown.isNegative() || maxEvidenceAge.isNegative()) {
            throw new IllegalArgumentException(
                    "The hold-down (%s) and the greatest age of evidence (%s) cannot be negative."
                            .formatted(holdDown, maxEvidenceAge));
        }
        if (maxMovesPerMinute < 0) {
            throw new IllegalArgumentException(
                    "The budget (%d moves a minute) is negative.".formatted(maxMovesPerMinute));
        }
        if (!(minGainRatio >= 0 && minGainRatio < 1)) {
            throw new IllegalArgumentException("The least gain (%s) is not in [0, 1).".formatted(minGainRatio));
        }
    }

    /** How long a connection stays put that was moved so often before. */
    Duration holdDownAfter(int earlierMoves) {
        return holdDown.multipliedBy(1L << Math.min(earlierMoves, MAX_DOUBLINGS));
    }
}
