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

    int bandwidthClass() {
        return BandwidthClasses.of((int) Math.min(query.bandwidthBps / BPS_PER_MBPS, Integer.MAX_VALUE));
    }

    boolean admits(int arc) {
        int free = load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE];
        return (free >= need || free == edge && load.fits(arc, query.bandwidthBps))
                && query.filter.admits(arc)
                && !query.refuses(arc);
    }
}
