package dev.braid.path.engine;

/** The sum over a path's links that is made least, where it is one alone; a {@link Weighing} also mixes them. */
public enum Metric {
    /** One-way latency; among equals the cheaper path wins. */
    LATENCY,
    /** Price per hour; among equals the faster path wins. */
    PRICE,
    /** Links; among equals the faster path wins. */
    HOPS
}
