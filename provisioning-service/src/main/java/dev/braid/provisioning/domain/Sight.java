package dev.braid.provisioning.domain;

/**
 * How a leg's order stands, as far as we have seen.
 *
 * @param bandwidthBps what the provider holds, or is asked to hold while the leg is pending
 * @param verifiedRevision the highest revision known when the leg was last read back in service; 0 after any change
 * @param providerState in the provider's words
 * @param providerOrderId the provider's own number
 */
public record Sight(
        LegState state, long bandwidthBps, long verifiedRevision, String providerState, String providerOrderId) {

    static Sight pending(long bandwidthBps) {
        return new Sight(LegState.PENDING, bandwidthBps, 0, "", "");
    }

    Sight in(LegState next) {
        return new Sight(next, bandwidthBps, 0, providerState, providerOrderId);
    }

    Sight verified(long revision) {
        return new Sight(state, bandwidthBps, revision, providerState, providerOrderId);
    }

    Sight of(Order order) {
        LegState seen =
                switch (order.standing()) {
                    case HELD -> LegState.RESERVED;
                    case IN_SERVICE -> LegState.ACTIVE;
                    case CEASED -> LegState.RELEASED;
                };
        long bps = seen == LegState.RELEASED ? bandwidthBps : order.bandwidthBps();
        return new Sight(seen, bps, 0, order.providerState(), order.orderId());
    }

    @Override
    public String toString() {
        return state == LegState.RELEASED ? "no order" : "%s at %d bit/s".formatted(state, bandwidthBps);
    }
}
