package dev.braid.path.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds exact answers on one graph under one load: for equal inputs the same path, whatever was searched before. Among
 * paths of equal weight the one with the least second weight wins, then with the fewest hops, then the one whose arcs
 * were drawn first.
 */
public final class PathSearch {
    private static final ThreadLocal<ShortestPath> SHORTEST = ThreadLocal.withInitial(ShortestPath::new);
    private static final ThreadLocal<BoundedPath> BOUNDED = ThreadLocal.withInitial(BoundedPath::new);

    private final NetworkGraph graph;
    private final NetworkLoad load;

    /** Searches the graph as the load has it at the time of each call. */
    public PathSearch(NetworkLoad load) {
        this.graph = load.graph();
        this.load = load;
    }

    /** The arcs of the best path in order, or nothing where no path does what is asked. */
    public Optional<int[]> find(SearchRequest request) {
        ShortestPath shortest = SHORTEST.get();
        PathQuery query = query(request);
        if (!shortest.find(load, query)) {
            return Optional.empty();
        }
        if (shortest.latencyUs() <= request.maxLatencyUs()) {
            return Optional.of(Arrays.copyOf(shortest.arcs(), shortest.length()));
        }
        return request.weighing().isLatencyAlone() ? Optional.empty() : bounded(query, request.maxLatencyUs());
    }

    private Optional<int[]> bounded(PathQuery query, long maxLatencyUs) {
        BoundedPath bounded = BOUNDED.get();
        return maxLatencyUs >= 0 && bounded.find(load, query, new PathBounds().most(Resource.LATENCY, maxLatencyUs))
                ? Optional.of(Arrays.copyOf(bounded.arcs(), bounded.length()))
                : Optional.empty();
    }

    private PathQuery query(SearchRequest request) {
        int[] sources = request.sources().clone();
        int[] targets = request.targets().clone();
        Arrays.sort(sources);
        Arrays.sort(targets);
        return new PathQuery()
                .between(sources, targets)
                .weighing(request.weighing())
                .bandwidthBps(request.bandwidthBps())
                .filter(request.filter(graph))
                .refusedArcs(request.refusedArcs().stream().toArray());
    }

    /** The largest bandwidth with which the rest of the request can be had, or nothing where none can. */
    public OptionalLong widestBps(SearchRequest request) {
        long[] steps = new long[graph.arcCount()];
        for (int arc = 0; arc < steps.length; arc++) {
            steps[arc] = load.residualBps(arc);
        }
        Arrays.sort(steps);
        PathQuery query = query(request.withWeighing(Weighing.LATENCY));
        int low = 0;
        int high = steps.length - 1;
        OptionalLong widest = OptionalLong.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] <= 0) {
                low = middle + 1;
            } else if (feasible(query.bandwidthBps(steps[middle]), request.maxLatencyUs())) {
                widest = OptionalLong.of(steps[middle]);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return widest;
    }

    private boolean feasible(PathQuery query, long maxLatencyUs) {
        ShortestPath shortest = SHORTEST.get();
        return shortest.find(load, query) && shortest.latencyUs() <= maxLatencyUs;
    }
}
