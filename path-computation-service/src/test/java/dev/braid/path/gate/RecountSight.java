package dev.braid.path.gate;

import dev.braid.path.domain.route.Interval;

/** Lets tests of others look at what was added up. */
public final class RecountSight {
    private RecountSight() {}

    /** The most that is held of the link at any moment of that time. */
    public static long mostBps(Recount recount, String linkId, Interval during) {
        return recount.mostBps(linkId, during);
    }
}
