package dev.braid.provisioning.domain;

import java.util.Optional;

/**
 * What a provider says it holds under one of our references.
 *
 * @param pendingOn whom it waits for: always while it is pending, and otherwise while a change of it is
 * @param astray how its links or hand-offs differ from what was ordered, in words; absent where they do not, or the
 *     provider does not say
 */
public record Order(
        Standing standing,
        long bandwidthBps,
        String providerState,
        String orderId,
        Optional<PendingOn> pendingOn,
        Optional<String> astray) {
    public Order {
        if (standing == Standing.PENDING && pendingOn.isEmpty()) {
            throw new IllegalArgumentException("Order %s is pending on nobody.".formatted(orderId));
        }
    }

    /** One that is not known to be elsewhere than ordered. */
    public Order(
            Standing standing, long bandwidthBps, String providerState, String orderId, Optional<PendingOn> pendingOn) {
        this(standing, bandwidthBps, providerState, orderId, pendingOn, Optional.empty());
    }

    /** One that waits for nobody. */
    public Order(Standing standing, long bandwidthBps, String providerState, String orderId) {
        this(standing, bandwidthBps, providerState, orderId, Optional.empty());
    }

    /** The same order, seen elsewhere than ordered in this too. */
    public Order astray(String difference) {
        String all = astray.map(it -> it + ", " + difference).orElse(difference);
        return new Order(standing, bandwidthBps, providerState, orderId, pendingOn, Optional.of(all));
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
        return standing == Standing.CEASED
                ? "CEASED"
                : "%s at %d bit/s%s"
                        .formatted(
                                standing,
                                bandwidthBps,
                                astray.map(it -> ", " + it).orElse(""));
    }
}
