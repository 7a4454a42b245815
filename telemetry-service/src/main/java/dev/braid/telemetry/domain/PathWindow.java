package dev.braid.telemetry.domain;

/** What one window says of a whole path. */
public record PathWindow(boolean bad, boolean hopDown) {
    public PathWindow {
        if (hopDown && !bad) {
            throw new IllegalArgumentException("A window with a link down is bad.");
        }
    }
}
