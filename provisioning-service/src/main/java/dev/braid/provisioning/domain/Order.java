package dev.braid.provisioning.domain;

import java.util.Optional;

/**
 * What a provider says it holds under one of our references.
 *
 * @param pendingOn whom it waits for: always while it is pending, and otherwise while a change of it is
 */
public record Order(
        Standing standing, long bandwidthBps, String providerState, String orderId, Optional<PendingOn> pendingOn) {
    public Order {
        if (standing == Standing.PENDING && pendingOn.isEmpty()) {
            throw new IllegalArgumentException("Order %s is pending on nobody.".formatted(orderId));
        }
    }

    /** One that waits for nobody. */
    public Order(Standing standing, long bandwidthBps, String providerState, String orderId) {
        this(standing, bandwidthBps, providerState, orderId, Optional.empty());
    }

    /** The states of an order that all providers share. */
    public enum Standing {
        /** The provider works on it and may still say no; it must be released to be rid of it. */
        PENDING,
        /** Bandwidth is kept free for us. */
        HELD,
        /** Traffic flows. */
        IN_SERVICE,
        /** It is over, for good. */
        CEASED
    }

    @Override
    public String toString() {
        return standing == Standing.CEASED ? "CEASED" : "%s at %d bit/s".formatted(standing, bandwidthBps);
    }
}
