package dev.braid.path.engine;

/** Whether the arcs of a load may carry a query: room on both directions, order, filter and refusals. */
final class Admission {
    private static final long BPS_PER_MBPS = 1_000_000;

    NetworkLoad load;
    PathQuery query;

    /** With so many whole Mbit/s left an arc certainly has the bandwidth. */
    int need;

    /** With so many whole Mbit/s left the exact bandwidth decides; less is certainly too little. */
    int edge;

    /** From now on it is about this query on this load. */
    void set(NetworkLoad onLoad, PathQuery ofQuery) {
        load = onLoad;
        query = ofQuery;
        need = (int) Math.min((query.bandwidthBps + BPS_PER_MBPS - 1) / BPS_PER_MBPS, Integer.MAX_VALUE);
        edge = need * BPS_PER_MBPS == query.bandwidthBps ? Integer.MIN_VALUE : need - 1;
    }

    /**
     * The whole Mbit/s that bounds may count on, at most. Those for a bandwidth leave out what is too full, and with it
     * what the query holds already.
     */
    int leastMbps() {
        return query.heldCount > 0 ? 0 : (int) Math.min(query.bandwidthBps / BPS_PER_MBPS, Integer.MAX_VALUE);
    }

    boolean admits(int arc) {
        return admits(arc, load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE]);
    }

    /** The same where it is known how many whole Mbit/s are left. */
    boolean admits(int arc, int free) {
        return (free >= need || hasRoom(arc, free)) && query.filter.admits(arc) && !query.refuses(arc);
    }

    /** Whether the arc has room although it has less than {@link #need} left. */
    boolean hasRoom(int arc, int free) {
        return free == edge && load.fits(arc, query.bandwidthBps)
                || query.heldCount > 0 && free != NetworkLoad.OUT_OF_ORDER && query.holds(load.graph().pair[arc]);
    }
}
