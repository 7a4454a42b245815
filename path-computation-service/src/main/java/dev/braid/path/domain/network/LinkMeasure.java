package dev.braid.path.domain.network;

import java.time.Instant;
import java.util.Optional;

/**
 * What a link last measured.
 *
 * @param quality what became of the packets, where the measure says that too
 */
public record LinkMeasure(
        String linkId, Instant measureTime, long latencyUs, boolean down, Optional<LinkQuality> quality) {
    /** A measure that says nothing of jitter and loss. */
    public LinkMeasure(String linkId, Instant measureTime, long latencyUs, boolean down) {
        this(linkId, measureTime, latencyUs, down, Optional.empty());
    }
}
