package dev.braid.simulation;

import java.util.Optional;

/** The first thing that did not hold. */
final class Findings {
    private final EventQueue queue;
    private Optional<Violation> first = Optional.empty();

    Findings(EventQueue queue) {
        this.queue = queue;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is not in the JDK.
    void require(boolean holds, String invariant, String what, Object... values) {
        if (!holds && first.isEmpty()) {
            first = Optional.of(new Violation(invariant, queue.happened(), queue.nowUs(), what.formatted(values)));
        }
    }

    Optional<Violation> first() {
        return first;
    }
}
