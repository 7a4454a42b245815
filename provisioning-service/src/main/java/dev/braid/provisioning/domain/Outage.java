package dev.braid.provisioning.domain;

/** What a change does to the traffic that flows, the better before the worse. */
public enum Outage {
    /** No packet is touched. */
    NONE,
    /** Traffic moves without loss. */
    HITLESS,
    /** Some packets are lost, for less than a second. */
    BRIEF,
    /** The service is down while it is built anew. */
    REBUILD
}
