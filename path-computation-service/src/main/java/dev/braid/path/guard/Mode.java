package dev.braid.path.guard;

/** What path computation may do by itself. */
public enum Mode {
    /** Records what it would do. */
    OBSERVE,
    /** Records what it would do, for an operator to approve. */
    RECOMMEND,
    /** Moves connections. */
    AUTOMATIC
}
