package dev.braid.path.engine.recovery;

/** What was found for one connection, until it is its turn. */
final class Proposal {
    int[] arcs = new int[64];
    int length;
    boolean found;

    /** Whether it is the best for certain where it still fits. */
    boolean sure;

    /** For which place it is, plus one; written last and read first. */
    volatile int ready;
}
