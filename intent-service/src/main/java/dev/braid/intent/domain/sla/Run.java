package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Judgements that say the same, one after the other, to which another may be added.
 *
 * @param start the first of them
 * @param standsUntil the end of the last of them, if none follows
 */
public record Run(Instant start, Instant standsUntil, Health health, Set<Promise> broken, long worstLatencyUs) {
    static Run of(Verdict verdict, Standing standing) {
        return new Run(
                verdict.judgeTime(), standing.end(verdict), verdict.health(), verdict.broken(), verdict.latencyUs());
    }

    /** With the next judgement, if it says the same, before the last is over, in the same month. */
    Optional<Run> with(Verdict next, Standing standing) {
        boolean goesOn = next.saysTheSameAs(health, broken)
                && !next.judgeTime().isAfter(standsUntil)
                && SlaMonth.of(next.judgeTime()).equals(SlaMonth.of(start));
        return goesOn
                ? Optional.of(
                        new Run(start, standing.end(next), health, broken, Math.max(worstLatencyUs, next.latencyUs())))
                : Optional.empty();
    }

    /** Its span where the next word is said at that time; none where it knows nothing. */
    Optional<Span> endedBy(Instant next) {
        Instant end = next.isBefore(standsUntil) ? next : standsUntil;
        return switch (health) {
            case MET, AT_RISK, BROKEN ->
                end.isAfter(start)
                        ? Optional.of(new Span(start, end, health, broken, worstLatencyUs))
                        : Optional.empty();
            case UNMEASURED, UNKNOWN -> Optional.empty();
        };
    }
}
