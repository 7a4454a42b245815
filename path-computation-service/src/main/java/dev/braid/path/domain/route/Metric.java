package dev.braid.path.domain.route;

import dev.braid.path.engine.Weighing;

/** The sum over a path's links that is made least. */
public enum Metric {
    LATENCY,
    PRICE,
    HOPS,
    /** A mix of the others, by weights. */
    WEIGHTED;

    static Metric of(Weighing weighing) {
        if (weighing.equals(Weighing.LATENCY)) {
            return LATENCY;
        }
        if (weighing.equals(Weighing.PRICE)) {
            return PRICE;
        }
        return weighing.equals(Weighing.HOPS) ? HOPS : WEIGHTED;
    }
}
