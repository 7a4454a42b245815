package dev.braid.intent.domain;

/** Where a connection's plan stands, as path computation says. */
public enum PathPhase {
    PLANNED,
    ACTIVE,
    RELEASING,
    RELEASED,
    REJECTED;

    /** Whether nothing is planned and nothing is held. */
    public boolean isAtRest() {
        return switch (this) {
            case RELEASED, REJECTED -> true;
            case PLANNED, ACTIVE, RELEASING -> false;
        };
    }
}
