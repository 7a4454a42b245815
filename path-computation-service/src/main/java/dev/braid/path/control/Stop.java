package dev.braid.path.control;

import java.time.Instant;

/** All automatic moves are stopped: by whom, since when, and why. */
public record Stop(String by, Instant since, String reason) {
    /** The same in words for an operator. */
    public String summary() {
        return "All automatic moves were stopped at %s by %s: %s".formatted(since, by, reason);
    }
}
