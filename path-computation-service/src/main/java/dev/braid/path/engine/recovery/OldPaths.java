package dev.braid.path.engine.recovery;

/** What becomes of the path that a connection has while it looks for another one. */
public enum OldPaths {
    /** What crosses the outage is broken: all of it is let go before the first search. */
    BROKEN,
    /** It carries traffic and is held until after the move; what the new path shares with it is counted once. */
    HELD
}
