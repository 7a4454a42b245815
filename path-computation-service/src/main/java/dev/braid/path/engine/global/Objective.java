package dev.braid.path.engine.global;

/** What the global step is to make least. */
public enum Objective {
    /** The greatest share of a pool's capacity that is drawn from it. */
    WORST_UTILISATION,

    /** What all demands cost together, in millionths of the currency for an hour. */
    PRICE,

    /** Volume times latency of all demands together, in Gbit/s times microseconds. */
    LATENCY
}
