package dev.braid.simulator.domain;

/** What a carrier makes of a command. */
public sealed interface Decision {

    /** The order shall stand like this from now on. */
    record Change(Order order, Needs needs) implements Decision {}

    /** The order stands as asked already. */
    record Same(Order order) implements Decision {}

    /** No, and nothing changes. */
    record Refuse(Refusal refusal, String message) implements Decision {}

    /** What a change takes. */
    enum Needs {
        /** Bandwidth that the order does not hold yet. */
        MORE_BANDWIDTH,
        /** Nothing that others could miss. */
        NOTHING
    }

    /** Why a carrier says no. */
    enum Refusal {
        /** The command came after its time. */
        EXPIRED,
        /** A newer revision of the order was seen. */
        STALE_REVISION,
        /** A later epoch of the order was seen. */
        STALE_EPOCH,
        /** The reference belongs to an order for something else. */
        CONFLICT,
        /** The order has ceased, for good. */
        CEASED,
        /** There is no such order. */
        UNKNOWN_ORDER,
        /** A link is not the carrier's. */
        UNKNOWN_LINK,
        /** The links are not one path. */
        NOT_CONNECTED,
        /** A link is full. */
        NO_CAPACITY,
        /** The carrier does not want to. */
        REJECTED
    }
}
