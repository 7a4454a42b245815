package dev.braid.intent.domain;

/** Where an order stands. */
public enum IntentState {
    /** Path computation is asked. */
    PLANNING,
    /** Providers are asked. */
    PROVISIONING,
    /** The network gives the active generation. */
    ACTIVE,
    /** There is no way to give it, and nothing is held. */
    REJECTED,
    /** Providers are asked to let go. */
    TERMINATING,
    /** Nothing is held any more. */
    TERMINATED,
    /** Nothing is held, and bandwidth is booked for later. */
    SCHEDULED,
    /** The last window is over, and nothing is held any more. */
    EXPIRED
}
