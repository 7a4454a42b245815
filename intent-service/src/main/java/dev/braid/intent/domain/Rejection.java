package dev.braid.intent.domain;

import java.util.Optional;

/** Why a generation has no plan, and what would be possible instead. */
public record Rejection(long generation, String binding, String message, Optional<Offer> nearestOffer) {
    private static final String SIBLING = "BINDING_SIBLING";

    /** Whether another connection of the intent is the true cause. */
    public boolean isSibling() {
        return SIBLING.equals(binding);
    }

    /** What is possible: latency one way in microseconds, bandwidth in bits per second, price per hour. */
    public record Offer(long latencyUs, long bandwidthBps, long priceMicrosPerHour) {}
}
