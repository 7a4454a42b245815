package dev.braid.intent.domain;

/** Where a connection's plan stands, as path computation says. */
public enum PathPhase {
    PLANNED,
    ACTIVE,
    RELEASING,
    RELEASED,
    REJECTED,
    SCHEDULED;

    /** Whether a plan is wanted now. */
    public boolean isWanted() {
        return switch (this) {
            case PLANNED, ACTIVE -> true;
            case RELEASING, RELEASED, REJECTED, SCHEDULED -> false;
        };
    }

    /** Whether bandwidth is held now. */
    public boolean isHeld() {
        return switch (this) {
            case PLANNED, ACTIVE, RELEASING -> true;
            case RELEASED, REJECTED, SCHEDULED -> false;
        };
    }
}
