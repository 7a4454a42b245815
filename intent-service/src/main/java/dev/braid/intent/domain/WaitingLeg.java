package dev.braid.intent.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A leg whose provider waits for somebody, as provisioning said last.
 *
 * @param ends whether it is the end of the leg that waits
 * @param party who has to act, in the provider's words
 * @param reason what has to happen, in the provider's words
 * @param expireTime when the provider promises it, or gives up; absent when it says neither
 * @param words all that was said
 */
public record WaitingLeg(
        String legId,
        String providerId,
        boolean ends,
        String party,
        String reason,
        Instant sinceTime,
        Optional<Instant> expireTime,
        Verbatim words) {

    @Override
    public String toString() {
        return "%s%s (leg %s)".formatted(party.isEmpty() ? "" : party + ": ", reason, legId);
    }
}
