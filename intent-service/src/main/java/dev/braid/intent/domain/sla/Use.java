package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Rate;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which one plan carried the traffic of a connection, and what it cost.
 *
 * @param end empty while it still does
 * @param revision the plan, 0 where that is not known
 * @param generation what was promised, 0 where that is not known
 */
public record Use(Instant start, Optional<Instant> end, long revision, long generation, Rate rate) {

    /** The part of it that lies between the two moments, if there is one. */
    Optional<Slice> between(Instant from, Instant until) {
        Instant sliceStart = start.isAfter(from) ? start : from;
        Instant sliceEnd = end.filter(e -> e.isBefore(until)).orElse(until);
        return sliceEnd.isAfter(sliceStart) ? Optional.of(new Slice(sliceStart, sliceEnd, this)) : Optional.empty();
    }

    /** A part of a use. */
    record Slice(Instant start, Instant end, Use use) {}
}
