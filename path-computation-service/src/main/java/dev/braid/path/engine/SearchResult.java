package dev.braid.path.engine;

import java.util.Optional;

/** What a request came to. */
public sealed interface SearchResult {
    /** The best path, by its arcs in order. */
    record Found(int[] path) implements SearchResult {}

    /** There is certainly no path that does what is asked. */
    record None() implements SearchResult {}

    /** A path that does what is asked. There may be a better one: the search took all the room it may. */
    record NotProven(int[] path) implements SearchResult {}

    /** Neither a path nor a proof of none: the search took all the room it may. */
    record GaveUp() implements SearchResult {}

    /** The arcs of a path that does what is asked; empty where there is none, or none was found. */
    default Optional<int[]> arcs() {
        return switch (this) {
            case Found(int[] path) -> Optional.of(path);
            case NotProven(int[] path) -> Optional.of(path);
            case None(), GaveUp() -> Optional.empty();
        };
    }
}
