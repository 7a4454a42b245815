package dev.braid.simulation;

import java.util.Set;

/** Something that goes wrong, and what of the rest of the system goes wrong with it. Times are true times. */
sealed interface Fault {
    long fromUs();

    /** From when on nothing of it is left. */
    long untilUs();

    /** Something is the matter with links in truth. */
    sealed interface OfLinks extends Fault {
        Set<String> linkIds();
    }

    /** They take longer. */
    record Slow(Set<String> linkIds, long fromUs, long untilUs, long addedUs) implements OfLinks {}

    /** They take longer by so much more each second. */
    record Drift(Set<String> linkIds, long fromUs, long untilUs, long usPerSecond) implements OfLinks {}

    /** Nothing arrives. */
    record Cut(Set<String> linkIds, long fromUs, long untilUs) implements OfLinks {}

    /** Nothing arrives in the first half of every period. */
    record Flap(Set<String> linkIds, long fromUs, long untilUs, long periodUs) implements OfLinks {}

    /** Something is the matter with what a carrier says. */
    sealed interface OfSource extends Fault {
        String carrier();
    }

    /** It says that all its links take so much longer. */
    record Lie(String carrier, long fromUs, long untilUs, long addedUs) implements OfSource {}

    /** It says nothing. */
    record Silence(String carrier, long fromUs, long untilUs) implements OfSource {}

    /** It says again and again what it said last, as if it had just measured it. */
    record Freeze(String carrier, long fromUs, long untilUs) implements OfSource {}

    /** Its clock is off. */
    record SourceClock(String carrier, long fromUs, long untilUs, long aheadUs) implements OfSource {}

    /** The wall clock of telemetry-service is off. */
    record TelemetryClock(long fromUs, long untilUs, long aheadUs) implements Fault {}

    /** A process dies and comes back knowing nothing. */
    record Restart(Service service, long fromUs, long untilUs) implements Fault {}

    /** The processes that may die. */
    enum Service {
        TELEMETRY,
        PATH_COMPUTATION
    }
}
