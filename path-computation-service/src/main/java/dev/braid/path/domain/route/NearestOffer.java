package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.Optional;

/**
 * The closest thing that is possible.
 *
 * @param startTime from when on; empty for now
 */
public record NearestOffer(
        long latencyUs, long bandwidthBps, long priceMicrosPerHour, int hopCount, Optional<Instant> startTime) {
    /** The same later. */
    public NearestOffer from(Instant time) {
        return new NearestOffer(latencyUs, bandwidthBps, priceMicrosPerHour, hopCount, Optional.of(time));
    }
}
