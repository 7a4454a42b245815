package dev.braid.path.domain.route;

import java.time.Instant;

/** From a time on until before another. */
public record Interval(Instant start, Instant end) {
    /** All times. */
    public static final Interval ALWAYS = new Interval(Instant.MIN, Instant.MAX);

    /** What stands for no end where an end has to be written. */
    public static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    public Interval {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "The interval starts at %s, not before its end %s".formatted(start, end));
        }
    }

    /** All times before this one. */
    public static Interval until(Instant end) {
        return new Interval(Instant.MIN, end);
    }

    /** The same, and where it has begun at the time, all that was before: what is held now is in its way. */
    public Interval seenFrom(Instant now) {
        return start.isAfter(now) ? this : until(end);
    }

    /** Whether both have a moment in common. */
    public boolean overlaps(Interval other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
