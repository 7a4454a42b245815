package dev.braid.path.engine;

import java.util.Optional;

/** What a request for two paths came to. */
public sealed interface PairResult {
    /** Two paths that do what is asked. */
    record Found(PathPair both) implements PairResult {}

    /** There are certainly no two that do. */
    record None() implements PairResult {}

    /** Neither two paths nor a proof of none: the search tried as many as it may. */
    record GaveUp() implements PairResult {}

    /** The two; empty where there are none, or none were found. */
    default Optional<PathPair> pair() {
        return switch (this) {
            case Found(var both) -> Optional.of(both);
            case None(), GaveUp() -> Optional.empty();
        };
    }
}
