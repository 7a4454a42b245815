package dev.braid.adapter;

/** Why an adapter refuses a command, in the words of {@code braid.adapter.v1}. */
public enum Reason {
    /** A newer plan was taken for this order. */
    STALE_REVISION,
    /** A later claim was taken for this order. */
    STALE_EPOCH,
    /** It arrived, or would take effect, after its time. */
    EXPIRED,
    /** The reference is an order for something else. */
    CONFLICT,
    /** The order has ceased, for good. */
    CEASED,
    /** There is not so much free. */
    NO_CAPACITY,
    /** It is not held yet. */
    NOT_HELD,
    /** The provider cannot do that at all. */
    UNSUPPORTED,
    /** Anything else that the provider said. */
    REJECTED;

    /** What {@code google.rpc.ErrorInfo} names beside the reason. */
    public static final String DOMAIN = "braid.dev";
}
