package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * One request to a provider, safe to repeat: the provider knows the order by our leg id. It refuses a command of an older
 * revision than it has seen, one of an earlier epoch, and one that arrives after its time.
 *
 * @param epoch of the claim under which it is sent: once another worker has the connection, and has been heard by the
 *     provider, nothing that this one sent can take effect any more
 */
public record Command(
        Verb verb, String legId, Route route, long bandwidthBps, long revision, long epoch, Instant notAfterTime) {

    /** A command as it is decided, before anybody has claimed the right to send it. */
    public Command(Verb verb, String legId, Route route, long bandwidthBps, long revision, Instant notAfterTime) {
        this(verb, legId, route, bandwidthBps, revision, 0, notAfterTime);
    }

    /** The same, sent under that claim. */
    public Command under(long claimEpoch) {
        return new Command(verb, legId, route, bandwidthBps, revision, claimEpoch, notAfterTime);
    }

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
