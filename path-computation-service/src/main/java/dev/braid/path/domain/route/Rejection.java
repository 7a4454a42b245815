package dev.braid.path.domain.route;

import java.util.Optional;

/** Why there is no plan, and what would be possible instead. */
public record Rejection(long generation, Binding binding, String message, Optional<NearestOffer> nearestOffer) {
    /** The same for another generation of the intent. */
    public Rejection of(long otherGeneration) {
        return new Rejection(otherGeneration, binding, message, nearestOffer);
    }

    /** A connection cannot be had because another one of its intent cannot. */
    public static Rejection sibling(long generation, String otherConnectionId) {
        return new Rejection(
                generation,
                Binding.SIBLING,
                "Connection %s of the same intent has no path, and all are admitted or none."
                        .formatted(otherConnectionId),
                Optional.empty());
    }
}
