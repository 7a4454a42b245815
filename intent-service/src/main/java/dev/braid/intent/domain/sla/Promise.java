package dev.braid.intent.domain.sla;

/** What a connection can be held to. */
public enum Promise {
    LATENCY,
    JITTER,
    LOSS,
    /** That no link of the path is down or loses most of its packets; nobody has to ask for it. */
    REACHABILITY
}
