package dev.braid.telemetry.domain;

/** What a connection can be held to. */
public enum Promise {
    /** The hard bound on the latency. */
    LATENCY,
    /** The soft bound on the latency: missed, it is a risk and never a break. */
    LATENCY_TARGET,
    /** The jitter. */
    JITTER,
    /** The loss. */
    LOSS,
    /** That packets get through every link at all; nobody has to ask for it. */
    REACHABILITY
}
