package dev.braid.path.domain.route;

/** The constraint that makes a demand infeasible: relax it and there is a path. */
public enum Binding {
    LATENCY,
    BANDWIDTH,
    CONSTRAINTS,
    NO_ROUTE,
    UNKNOWN_LOCATION,
    SIBLING,
    PROVIDER_REFUSED,
    PRICE,
    HOPS,
    JITTER,
    LOSS,
    AVAILABILITY,
    PROTECTION,
    WAYPOINTS,
    WINDOW,
    PREEMPTED,
    UNPROVEN
}
