package dev.braid.provisioning.domain;

import java.time.Instant;

/** How the last commands for a leg went: failures in a row, the last one in words, and no command before that time. */
public record Trial(int attemptCount, String lastError, Instant retryTime) {
    static final Trial FRESH = new Trial(0, "", Instant.EPOCH);

    Trial failed(String error, Instant now, Pace pace) {
        return new Trial(attemptCount + 1, error, pace.retryTime(attemptCount + 1, now));
    }

    /** Refused: no wait, because the same is not asked again. */
    Trial refused(String error) {
        return new Trial(attemptCount + 1, error, Instant.EPOCH);
    }

    /** Nothing of ours has failed; this is only to be told. */
    static Trial noted(String difference) {
        return new Trial(0, difference, Instant.EPOCH);
    }

    /** The provider says yes; the count stays until a read-back proves it, so that a lie waits longer each time. */
    Trial promised() {
        return new Trial(attemptCount, "", Instant.EPOCH);
    }
}
