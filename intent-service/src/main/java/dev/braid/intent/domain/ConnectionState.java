package dev.braid.intent.domain;

/** Where a connection stands. */
public enum ConnectionState {
    /** No plan yet. */
    PLANNING,
    /** Planned; providers are asked. */
    PROVISIONING,
    /** Carries traffic. */
    ACTIVE,
    /** Carries traffic on one path while another is made. */
    MOVING,
    /** Providers are asked to let go. */
    RELEASING,
    /** Nothing is held. */
    RELEASED,
    /** There is no path. */
    REJECTED,
    /** Nothing is held, and bandwidth is booked for later. */
    SCHEDULED
}
