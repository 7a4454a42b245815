package dev.braid.provisioning.domain;

import java.util.Optional;

/**
 * What would be done with one leg.
 *
 * @param legId empty for one that is not ordered yet
 * @param nowBps ordered now; 0 where nothing is
 * @param thenBps ordered then; 0 where nothing would be
 */
public record LegChange(Optional<String> legId, Route route, Action action, long nowBps, long thenBps) {
    /** What would be done. */
    public enum Action {
        /** Nothing. */
        KEEP,
        /** The order's bandwidth is changed in place. */
        MODIFY,
        /** It is ordered. */
        ORDER,
        /** The order is released. */
        RELEASE
    }
}
