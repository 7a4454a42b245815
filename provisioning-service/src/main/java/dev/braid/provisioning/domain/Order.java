package dev.braid.provisioning.domain;

/** What a provider says it holds under one of our references. */
public record Order(Standing standing, long bandwidthBps, String providerState, String orderId) {

    /** The states of an order that all providers share. */
    public enum Standing {
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
