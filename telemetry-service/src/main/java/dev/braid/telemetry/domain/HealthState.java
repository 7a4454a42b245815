package dev.braid.telemetry.domain;

/** Whether the promises of a connection are kept. */
public enum HealthState {
    /** No window has been seen yet. */
    NOT_JUDGED,
    /** Kept. */
    MET,
    /** Broken in enough of the last windows to act, or the soft bound is missed in as many. */
    AT_RISK,
    /** Broken in most of the last windows, or a link of the path is down. */
    BROKEN,
    /** Not measured lately; moves nothing. */
    UNKNOWN;

    /** Whether somebody should act, and only good windows lead out of it. */
    public boolean isTrouble() {
        return this == AT_RISK || this == BROKEN;
    }
}
