package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * One judgement, as far as the account of a month needs it.
 *
 * @param judgeTime in whole microseconds
 * @param broken the promises that are broken; none unless the health is BROKEN
 * @param latencyUs as measured, one way, in microseconds
 */
public record Verdict(Instant judgeTime, Health health, Set<Promise> broken, long latencyUs) {
    /** Two judges may speak at the same microsecond: then the worse word counts, whoever is heard first. */
    private static final Comparator<Verdict> AT_THE_SAME_TIME = Comparator.comparing(Verdict::health)
            .thenComparing(verdict -> verdict.broken().toString())
            .thenComparing(Verdict::latencyUs);

    public Verdict {
        broken = health == Health.BROKEN ? Set.copyOf(sorted(broken)) : Set.of();
        if (latencyUs < 0) {
            throw new IllegalArgumentException("The latency (%d us) is negative.".formatted(latencyUs));
        }
    }

    /** Whether it says anything about the promises. */
    boolean isKnown() {
        return switch (health) {
            case MET, AT_RISK, BROKEN -> true;
            case UNMEASURED, UNKNOWN -> false;
        };
    }

    boolean saysTheSameAs(Health otherHealth, Set<Promise> otherBroken) {
        return health == otherHealth && broken.equals(otherBroken);
    }

    static Verdict worse(Verdict one, Verdict other) {
        return AT_THE_SAME_TIME.compare(one, other) >= 0 ? one : other;
    }

    private static Set<Promise> sorted(Set<Promise> promises) {
        return promises.isEmpty() ? EnumSet.noneOf(Promise.class) : new TreeSet<>(promises);
    }
}
