package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One request to a provider, safe to repeat: the provider knows the order by our leg id. It refuses a command of an older
 * revision than it has seen, one of an earlier epoch, and one that arrives after its time.
 *
 * @param epoch of the claim under which it is sent: once another worker has the connection, and has been heard by the
 *     provider, nothing that this one sent can take effect any more
 * @param aheadOf of a look, what is to be asked next unless something else is found
 */
public record Command(
        Verb verb,
        String legId,
        Route route,
        long bandwidthBps,
        long revision,
        long epoch,
        Instant notAfterTime,
        Optional<Verb> aheadOf) {

    /** A command as it is decided, before anybody has claimed the right to send it. */
    public Command(Verb verb, String legId, Route route, long bandwidthBps, long revision, Instant notAfterTime) {
        this(verb, legId, route, bandwidthBps, revision, 0, notAfterTime, Optional.empty());
    }

    /** A look at how the order stands, which we believe to have that bandwidth, before this is asked of it. */
    Command lookedAtFirst(long believedBps) {
        return new Command(Verb.READ_BACK, legId, route, believedBps, revision, epoch, notAfterTime, Optional.of(verb));
    }

    /** The same, sent under that claim. */
    public Command under(long claimEpoch) {
        return new Command(verb, legId, route, bandwidthBps, revision, claimEpoch, notAfterTime, aheadOf);
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
