package dev.braid.path.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds exact answers on one graph under one load: for equal inputs the same path, whatever was searched before. Among
 * paths of equal metric the one with the least other metric wins, then with the fewest hops, then the one whose arc
 * numbers come first.
 */
public final class PathSearch {
    private final NetworkGraph graph;
    private final NetworkLoad load;

    /** Searches the graph as the load has it at the time of each call. */
    public PathSearch(NetworkGraph graph, NetworkLoad load) {
        this.graph = graph;
        this.load = load;
    }

    /** The arcs of the best path in order, or nothing where no path does what is asked. */
    public Optional<int[]> find(SearchRequest request) {
        LeastTree tree = LeastTree.grow(graph, load, request, request.metric());
        int source = tree.nearest(request.sources());
        if (source < 0) {
            return Optional.empty();
        }
        if (tree.latencyUs(source) <= request.maxLatencyUs()) {
            return Optional.of(tree.leastPath(request));
        }
        return switch (request.metric()) {
            case LATENCY -> Optional.empty();
            case PRICE -> new BoundedPriceSearch(graph, load, request, tree).find();
        };
    }

    /** The largest bandwidth with which the rest of the request can be had, or nothing where none can. */
    public OptionalLong widestBps(SearchRequest request) {
        long[] steps = new long[graph.arcCount()];
        for (int arc = 0; arc < steps.length; arc++) {
            steps[arc] = Math.min(load.residualBps(arc), load.residualBps(graph.mate(arc)));
        }
        Arrays.sort(steps);
        int low = 0;
        int high = steps.length - 1;
        OptionalLong widest = OptionalLong.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] > 0 && feasible(request.withBandwidthBps(steps[middle]))) {
                widest = OptionalLong.of(steps[middle]);
                low = middle + 1;
            } else if (steps[middle] > 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return widest;
    }

    private boolean feasible(SearchRequest request) {
        LeastTree tree = LeastTree.grow(graph, load, request, Metric.LATENCY);
        int source = tree.nearest(request.sources());
        return source >= 0 && tree.first(source) <= request.maxLatencyUs();
    }
}
