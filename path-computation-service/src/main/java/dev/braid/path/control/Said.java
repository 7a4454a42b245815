package dev.braid.path.control;

import dev.braid.path.guard.Word;
import java.time.Instant;
import java.util.Optional;

/**
 * A word of an operator, and what came of it.
 *
 * @param outcome of an approval that is spent; absent while it may still be acted on
 */
public record Said(Word word, Optional<Outcome> outcome) {
    /** What came of an approval: a move, or the reason why there is none. */
    public record Outcome(boolean moved, Instant settleTime, String reason) {}

    /** Whether it is an approval that may still be acted on. */
    boolean isOpen() {
        return word.approval().isPresent() && outcome.isEmpty();
    }
}
