package dev.braid.provisioning.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whom an order waits for, as its provider says. Waiting for somebody is a state, not an error. Times are whole
 * microseconds, as the database keeps them, so that the same words are the same after a restart.
 *
 * @param party who has to act, for people
 * @param reason what has to happen, for people
 * @param expireTime when the provider promises it, or gives up; absent when it says neither
 */
public record PendingOn(String party, String reason, Instant sinceTime, Optional<Instant> expireTime) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public PendingOn {
        check("since", sinceTime);
        expireTime.ifPresent(it -> check("until", it));
        sinceTime = sinceTime.truncatedTo(ChronoUnit.MICROS);
        expireTime = expireTime.map(it -> it.truncatedTo(ChronoUnit.MICROS));
    }

    private static void check(String word, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "Waiting %s %s is not between %s and %s.".formatted(word, time, EARLIEST, LATEST));
        }
    }
}
