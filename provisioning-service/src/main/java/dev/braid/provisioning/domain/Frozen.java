package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * What a provider was last seen to hold for a leg that somebody else has changed, and that is left as it is.
 *
 * @param sinceTime when it was first seen to differ
 * @param state of the order; {@link LegState#RELEASED} where there is none
 * @param bandwidthBps of the order; 0 where there is none
 */
public record Frozen(Instant sinceTime, LegState state, long bandwidthBps) {
    @Override
    public String toString() {
        return state == LegState.RELEASED ? Sight.NO_ORDER : "%s at %d bit/s".formatted(state, bandwidthBps);
    }
}
