package dev.braid.intent.domain;

import java.util.List;
import java.util.Optional;

/** What path computation said last about a connection. The generation is the newest one it has looked at. */
public record PathFacts(
        long sequence,
        long generation,
        PathPhase phase,
        Optional<Plan> plan,
        Optional<Rejection> rejection,
        List<String> providerIds) {
    public PathFacts {
        providerIds = List.copyOf(providerIds);
        if (phase.isWanted() != plan.isPresent()) {
            throw new IllegalArgumentException(
                    "The phase %s %s a plan.".formatted(phase, phase.isWanted() ? "needs" : "does not go with"));
        }
    }

    /** The figures of the plan that is wanted. */
    public record Plan(
            long revision,
            long generation,
            long bandwidthBps,
            long expectedLatencyUs,
            long priceMicrosPerHour,
            String currencyCode) {}
}
