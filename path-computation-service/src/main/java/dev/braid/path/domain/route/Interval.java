package dev.braid.path.domain.route;

import java.time.Instant;

/** From a time on until before another. */
public record Interval(Instant start, Instant end) {
    public Interval {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "The interval starts at %s, not before its end %s".formatted(start, end));
        }
    }

    /** Whether both have a moment in common. */
    public boolean overlaps(Interval other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
