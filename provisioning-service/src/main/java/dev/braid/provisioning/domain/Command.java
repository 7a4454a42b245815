package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * One request to a provider, safe to repeat: the provider knows the order by our leg id. It refuses a command of an older
 * revision than it has seen, and one that arrives after its time.
 */
public record Command(Verb verb, String legId, Route route, long bandwidthBps, long revision, Instant notAfterTime) {

    /** What the provider shall do. */
    public enum Verb {
        /** Keep the bandwidth free for us. */
        RESERVE,
        /** Let traffic flow. */
        ACTIVATE,
        /** Change the bandwidth. */
        MODIFY,
        /** Let go. */
        RELEASE,
        /** Say how the order stands. */
        READ_BACK
    }
}
