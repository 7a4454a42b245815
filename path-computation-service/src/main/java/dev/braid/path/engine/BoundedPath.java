package dev.braid.path.engine;

/**
 * The best path that keeps all bounds and leads through the waypoints in order, exactly, without a loop: of those the
 * one that {@link ShortestPath} would prefer. Works in arrays of its own, so each thread has one, and makes no garbage.
 */
public final class BoundedPath {
    /** By default. */
    static final int PATIENCE = 1;

    /** The longs that labels may take while a search lasts, by default, 64 MB: some 1,400,000 labels of two bounds. */
    static final int BUDGET = 1 << 23;

    /** What a search came to. */
    public enum Outcome {
        /** The best path was found. */
        FOUND,
        /** There is no path that does what is asked. */
        NONE,
        /** The labels took all the room they may: there may be a path or not. */
        BUDGET_SPENT
    }

    private final LabelSearch search;
    private NetworkLoad load;

    /** A search with arrays of its own. */
    public BoundedPath() {
        this(PATIENCE, BUDGET);
    }

    BoundedPath(int patience, int budget) {
        search = new LabelSearch(patience, budget);
    }

    /** Looks for the path on the load as it is. */
    public Outcome find(NetworkLoad onLoad, PathQuery query, PathBounds bounds) {
        return find(onLoad, query, bounds, null);
    }

    /** The same through any node of each waypoint in turn; each sorted, none of them to be changed. */
    public Outcome find(NetworkLoad onLoad, PathQuery query, PathBounds bounds, int[][] waypoints) {
        load = onLoad;
        search.start(onLoad, query, waypoints, bounds);
        boolean found = search.next();
        search.end();
        if (found) {
            return Outcome.FOUND;
        }
        return search.spent() ? Outcome.BUDGET_SPENT : Outcome.NONE;
    }

    /** How many arcs the path found has. */
    public int length() {
        return search.length();
    }

    /** The arcs of the path found in order; only the first {@link #length} count, and the next search changes them. */
    public int[] arcs() {
        return search.path();
    }

    /** How many longs the labels of the last search took, for measuring bounds. */
    int size() {
        return search.size();
    }

    /** How many longs labels had room for in the last search, and have now. */
    int mostRoom() {
        return search.mostRoom();
    }

    int room() {
        return search.room();
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
