package dev.braid.telemetry.domain;

import java.util.List;

/** What one window says of a whole path. */
public enum PathWindow {
    /** Every promise is kept. */
    GOOD,
    /** Only the soft bound on the latency is missed, or the hard one will be. */
    OFF_TARGET,
    /** A promise is broken. */
    BAD,
    /** A link of the path is down. */
    DOWN;

    static PathWindow of(List<Breach> breaches, boolean down, boolean breachAhead) {
        if (down) {
            return DOWN;
        }
        if (breaches.isEmpty()) {
            return breachAhead ? OFF_TARGET : GOOD;
        }
        return breaches.stream().allMatch(breach -> breach.promise() == Promise.LATENCY_TARGET) ? OFF_TARGET : BAD;
    }

    /** Whether it counts towards BROKEN. */
    boolean isBad() {
        return this == BAD || this == DOWN;
    }
}
