package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The paths of which none is both slower and dearer than another, exactly, each cheaper and slower than the one before.
 * Of paths of equal latency and price there is the one that {@link ShortestPath} would prefer. Works in arrays of its
 * own, so each thread has one.
 */
public final class ParetoPaths {
    private final LabelSearch search = new LabelSearch(BoundedPath.PATIENCE, BoundedPath.BUDGET);
    private final PathBounds bounds = new PathBounds();
    private final PathQuery fastest = new PathQuery();
    private int[] arcs = new int[256];
    private int[] ends = new int[16];
    private long[] latencyUs = new long[16];
    private long[] price = new long[16];
    private int count;

    /** Looks for them under the bounds and through the waypoints, if any; says how many there are. */
    public int find(NetworkLoad load, PathQuery query, PathBounds within, int[][] waypoints) {
        for (Resource resource : Resource.values()) {
            bounds.most(resource, within.most(resource));
        }
        // No path costs as much: this only makes the price a resource.
        bounds.most(Resource.PRICE, Math.min(within.most(Resource.PRICE), KeyScale.UNREACHABLE));
        fastest.between(query.sources, query.targets)
                .weighing(Weighing.LATENCY)
                .bandwidthBps(query.bandwidthBps)
                .filter(query.filter)
                .refusedArcs(query.refusedArcs);
        count = 0;
        search.start(load, fastest, waypoints, bounds, Resource.PRICE);
        while (search.next()) {
            add(load);
        }
        search.end();
        return count;
    }

    private void add(NetworkLoad load) {
        long latency = 0;
        long rate = 0;
        for (int hop = 0; hop < search.length(); hop++) {
            latency += load.latencyUs(search.path()[hop]);
            rate += load.priceMicrosPerGbpsHour(search.path()[hop]);
        }
        // Keys may count the price in coarser units: then a cheaper path as fast can come later.
        if (count > 0 && latencyUs[count - 1] == latency) {
            count--;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            latencyUs = Arrays.copyOf(latencyUs, 2 * count);
            price = Arrays.copyOf(price, 2 * count);
        }
        int start = start(count);
        if (arcs.length < start + search.length()) {
            arcs = Arrays.copyOf(arcs, 2 * (start + search.length()));
        }
        System.arraycopy(search.path(), 0, arcs, start, search.length());
        ends[count] = start + search.length();
        latencyUs[count] = latency;
        price[count++] = rate;
    }

    /** Whether there are certainly no others: not where labels took all the room they may. */
    public boolean complete() {
        return !search.spent();
    }

    private int start(int path) {
        return path == 0 ? 0 : ends[path - 1];
    }

    /** The arcs of one of the paths found, fastest first. */
    public int[] arcs(int path) {
        return Arrays.copyOfRange(arcs, start(path), ends[path]);
    }

    /** The latency of one of the paths found. */
    public long latencyUs(int path) {
        return latencyUs[path];
    }

    /** The rate of one of the paths found. */
    public long priceMicrosPerGbpsHour(int path) {
        return price[path];
    }
}
