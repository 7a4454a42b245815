package dev.braid.path.engine;

/**
 * The best path that keeps all bounds and leads through the waypoints in order, exactly, without a loop: of those the
 * one that {@link ShortestPath} would prefer. Works in arrays of its own, so each thread has one, and makes no garbage.
 */
public final class BoundedPath {
    /** By default. */
    static final int PATIENCE = 2;

    private final LabelSearch search;
    private NetworkLoad load;

    /** A search with arrays of its own. */
    public BoundedPath() {
        this(PATIENCE);
    }

    BoundedPath(int patience) {
        search = new LabelSearch(patience);
    }

    /** Looks for the path on the load as it is; says whether there is one. */
    public boolean find(NetworkLoad onLoad, PathQuery query, PathBounds bounds) {
        return find(onLoad, query, bounds, null);
    }

    /** The same through any node of each waypoint in turn; each sorted, none of them to be changed. */
    public boolean find(NetworkLoad onLoad, PathQuery query, PathBounds bounds, int[][] waypoints) {
        load = onLoad;
        search.start(onLoad, query, waypoints, bounds);
        return search.next();
    }

    /** How many arcs the path found has. */
    public int length() {
        return search.length();
    }

    /** The arcs of the path found in order; only the first {@link #length} count, and the next search changes them. */
    public int[] arcs() {
        return search.path();
    }

    /** How much the path found uses of the resource. */
    public long used(Resource resource) {
        int[] records = resource.records(load);
        long used = 0;
        for (int hop = 0; hop < length(); hop++) {
            used += records[NetworkLoad.STRIDE * arcs()[hop] + resource.offset];
        }
        return used;
    }

    /** How many labels the last search settled, for measuring bounds. */
    public int settled() {
        return search.settled();
    }
}
