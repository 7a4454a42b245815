package dev.braid.path.domain.route;

/** Where a connection's plan stands. */
public enum Phase {
    /** Planned, and not yet reported active at this revision. */
    PLANNED,
    /** The plan carries traffic. */
    ACTIVE,
    /** Not wanted any more; its bandwidth is held until the providers have let go. */
    RELEASING,
    /** Nothing is held. */
    RELEASED,
    /** There was never a plan in force; nothing is held. */
    REJECTED,
    /** Nothing is held, and bandwidth is booked for later. */
    SCHEDULED
}
