package dev.braid.path.control;

import java.time.Duration;
import java.time.Instant;

/** What one person asked for and another one has to approve in time. */
public record Request(String id, Wish wish, String by, Instant askTime, Instant expireTime, String reason) {
    /** How long somebody has to approve it. */
    public static final Duration LIFE = Duration.ofHours(1);

    boolean expired(Instant now) {
        return !now.isBefore(expireTime);
    }
}
