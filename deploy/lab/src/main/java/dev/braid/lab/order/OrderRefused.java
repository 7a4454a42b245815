package dev.braid.lab.order;

import java.io.Serial;

/** The carrier says no, and nothing has changed; reasons are those of the adapter contract. */
public final class OrderRefused extends RuntimeException {
    /** Why, in words that all adapters share. */
    public enum Reason {
        STALE_REVISION,
        STALE_EPOCH,
        EXPIRED,
        CONFLICT,
        CEASED,
        NO_CAPACITY,
        NOT_HELD,
        REJECTED
    }

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public OrderRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
