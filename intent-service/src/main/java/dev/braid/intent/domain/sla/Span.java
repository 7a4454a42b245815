package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import java.time.Instant;
import java.util.Set;

/**
 * A time for which one judgement, or a row of the same ones, stands: from the first to the end of the last. All of them
 * were made in the calendar month in which it starts.
 *
 * @param worstLatencyUs the highest that they measured
 */
public record Span(Instant start, Instant end, Health health, Set<Promise> broken, long worstLatencyUs) {
    public Span {
        broken = Set.copyOf(broken);
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("The span from %s to %s is empty.".formatted(start, end));
        }
    }
}
