package dev.braid.intent.domain.sla;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured in a month, in microseconds. Each moment in which a connection was active was kept, in breach or
 * unknown.
 *
 * @param breachCount how often it broke
 * @param worstLatencyUs the highest that was judged on the paths that carried it; 0 where none was
 * @param promiseBreachUs how long each promise was broken, of those that were
 */
public record SlaFigures(
        long activeUs,
        long breachUs,
        long unknownUs,
        int breachCount,
        long longestBreachUs,
        long worstLatencyUs,
        Map<Promise, Long> promiseBreachUs) {
    private static final long MILLION = 1_000_000;
    /** Of a connection that was not active. */
    public static final SlaFigures NONE = new SlaFigures(0, 0, 0, 0, 0, 0, Map.of());

    public SlaFigures {
        promiseBreachUs = Map.copyOf(promiseBreachUs);
        if (breachUs < 0 || unknownUs < 0 || breachUs + unknownUs > activeUs) {
            throw new IllegalArgumentException("Of %d us active, %d in breach and %d unknown are too much."
                    .formatted(activeUs, breachUs, unknownUs));
        }
    }

    /** How long something is known. */
    public long knownUs() {
        return activeUs - unknownUs;
    }

    /** The share of the known time that was not in breach; empty where nothing is known. */
    public OptionalDouble availabilityRatio() {
        return knownUs() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) (knownUs() - breachUs) / knownUs());
    }

    /** Whether the availability is below that share, in millionths; where nothing is known, it is not. A month fits. */
    public boolean isBelow(int availabilityPpm) {
        return (knownUs() - breachUs) * MILLION < knownUs() * availabilityPpm;
    }

    /** Those of several connections together. */
    public static SlaFigures sum(Collection<SlaFigures> all) {
        return all.stream().reduce(NONE, SlaFigures::plus);
    }

    private SlaFigures plus(SlaFigures other) {
        Map<Promise, Long> promises = new EnumMap<>(Promise.class);
        promises.putAll(promiseBreachUs);
        other.promiseBreachUs.forEach((promise, us) -> promises.merge(promise, us, Long::sum));
        return new SlaFigures(
                activeUs + other.activeUs,
                breachUs + other.breachUs,
                unknownUs + other.unknownUs,
                breachCount + other.breachCount,
                Math.max(longestBreachUs, other.longestBreachUs),
                Math.max(worstLatencyUs, other.worstLatencyUs),
                promises);
    }
}
