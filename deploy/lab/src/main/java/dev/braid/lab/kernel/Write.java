package dev.braid.lab.kernel;

import java.time.Instant;

/** A change in a router that its kernel has told of, and when that was heard. */
public record Write(Instant time, String node, String change) {
    @Override
    public String toString() {
        return "%s %s: %s".formatted(time, node, change);
    }
}
