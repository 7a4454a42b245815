package dev.braid.path.engine.recovery;

import dev.braid.path.engine.ArcFilter;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathBounds;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.Weighing;

/** What a path is to have least of and what it must keep to; one object for all connections that ask the same. */
public final class PathTerms {
    private static final Resource[] RESOURCES = Resource.values();

    /** The fastest path, whatever it leads over. */
    public static final PathTerms FASTEST = new PathTerms(Weighing.LATENCY, ArcFilter.ALL, new PathBounds());

    private final Weighing weighing;
    private final ArcFilter filter;
    private final PathBounds bounds = new PathBounds();
    private final int[][] waypoints;
    private final boolean bounded;

    /** Without waypoints. The bounds are copied. */
    public PathTerms(Weighing weighing, ArcFilter filter, PathBounds bounds) {
        this(weighing, filter, bounds, new int[0][]);
    }

    /** Through any node of each waypoint in turn; each sorted, none of them to be changed. The bounds are copied. */
    public PathTerms(Weighing weighing, ArcFilter filter, PathBounds bounds, int[][] waypoints) {
        this.weighing = weighing;
        this.filter = filter;
        this.waypoints = waypoints.clone();
        boolean any = false;
        for (Resource resource : RESOURCES) {
            long most = bounds.most(resource);
            if (most != PathBounds.ANY) {
                this.bounds.most(resource, most);
                any = true;
            }
        }
        this.bounded = any;
    }

    Weighing weighing() {
        return weighing;
    }

    ArcFilter filter() {
        return filter;
    }

    PathBounds bounds() {
        return bounds;
    }

    int[][] waypoints() {
        return waypoints;
    }

    /** Whether the path keeps every bound on the load as it is. */
    boolean keptBy(NetworkLoad load, int[] arcs, int length) {
        if (!bounded) {
            return true;
        }
        for (Resource resource : RESOURCES) {
            long most = bounds.most(resource);
            if (most != PathBounds.ANY && used(load, resource, arcs, length) > most) {
                return false;
            }
        }
        return true;
    }

    private static long used(NetworkLoad load, Resource resource, int[] arcs, int length) {
        long used = 0;
        for (int hop = 0; hop < length; hop++) {
            used += switch (resource) {
                case LATENCY -> load.latencyUs(arcs[hop]);
                case PRICE -> load.priceMicrosPerGbpsHour(arcs[hop]);
                case HOPS -> 1;
                case JITTER, LOSS, UNAVAILABILITY -> load.qualities().used(arcs[hop], resource);
            };
        }
        return used;
    }
}
