package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Finds exact answers on one graph under one load: for equal inputs the same path, whatever was searched before. Among
 * paths of equal weight the one with the least second weight wins, then with the fewest hops, then the one whose arcs
 * were drawn first.
 */
public final class PathSearch {
    private static final ThreadLocal<ShortestPath> SHORTEST = ThreadLocal.withInitial(ShortestPath::new);
    private static final ThreadLocal<BoundedPath> BOUNDED = ThreadLocal.withInitial(BoundedPath::new);
    private static final ThreadLocal<AlternativesSearch> ALTERNATIVES =
            ThreadLocal.withInitial(AlternativesSearch::new);
    private static final ThreadLocal<ParetoPaths> PARETO = ThreadLocal.withInitial(ParetoPaths::new);

    /** Of the paths in order so many are looked at for those that keep bounds or lead through waypoints. */
    private static final int LOOKED_AT = 1_000;

    private final NetworkGraph graph;
    private final NetworkLoad load;

    /** Searches the graph as the load has it at the time of each call. */
    public PathSearch(NetworkLoad load) {
        this.graph = load.graph();
        this.load = load;
    }

    /** The arcs of the best path in order, or nothing where no path does what is asked. */
    public Optional<int[]> find(SearchRequest request) {
        PathQuery query = query(request);
        if (!request.waypoints().isEmpty()) {
            return bounded(query, request);
        }
        ShortestPath shortest = SHORTEST.get();
        if (!shortest.find(load, query)) {
            return Optional.empty();
        }
        int[] best = Arrays.copyOf(shortest.arcs(), shortest.length());
        if (keepsBounds(request, best)) {
            return Optional.of(best);
        }
        return isBestOfWhatIsBounded(request) ? Optional.empty() : bounded(query, request);
    }

    /** Where only what is made least is bounded, no other path uses less of it. */
    private static boolean isBestOfWhatIsBounded(SearchRequest request) {
        return request.bounds().size() == 1
                && (request.weighing().equals(Weighing.LATENCY)
                                && request.bounds().containsKey(Resource.LATENCY)
                        || request.weighing().equals(Weighing.PRICE)
                                && request.bounds().containsKey(Resource.PRICE)
                        || request.weighing().equals(Weighing.HOPS)
                                && request.bounds().containsKey(Resource.HOPS));
    }

    private Optional<int[]> bounded(PathQuery query, SearchRequest request) {
        BoundedPath bounded = BOUNDED.get();
        return request.bounds().values().stream().allMatch(most -> most >= 0)
                        && bounded.find(load, query, request.pathBounds(), waypoints(request))
                ? Optional.of(Arrays.copyOf(bounded.arcs(), bounded.length()))
                : Optional.empty();
    }

    private static int[][] waypoints(SearchRequest request) {
        return request.waypoints().isEmpty()
                ? null
                : request.waypoints().stream().map(PathSearch::sorted).toArray(int[][]::new);
    }

    /** Whether the path uses no more of anything than it may. */
    boolean keepsBounds(SearchRequest request, int[] arcs) {
        for (Map.Entry<Resource, Long> bound : request.bounds().entrySet()) {
            if (used(bound.getKey(), arcs) > bound.getValue()) {
                return false;
            }
        }
        return true;
    }

    /** How much the path uses of the resource, in its units. */
    public long used(Resource resource, int[] arcs) {
        int[] records = resource.records(load);
        long used = 0;
        for (int arc : arcs) {
            used += records[NetworkLoad.STRIDE * arc + resource.offset];
        }
        return used;
    }

    /** Two paths that are apart. */
    public PairSearch pairs() {
        return new PairSearch(load, this);
    }

    /**
     * The best paths in order, none with a node twice. Where bounds or waypoints are asked for, those of the first
     * thousand that keep them.
     */
    public List<int[]> alternatives(SearchRequest request, int most) {
        boolean all = request.bounds().isEmpty() && request.waypoints().isEmpty();
        AlternativesSearch search = ALTERNATIVES.get();
        int found = search.find(load, query(request), all ? most : Math.max(most, LOOKED_AT));
        List<int[]> paths = new ArrayList<>();
        for (int rank = 0; rank < found && paths.size() < most; rank++) {
            FoundPath path = search.path(rank);
            int[] arcs = Arrays.copyOf(path.arcs(), path.length());
            if (keepsBounds(request, arcs) && leadsThrough(request, arcs)) {
                paths.add(arcs);
            }
        }
        return paths;
    }

    /** Whether the path leads through the waypoints of the request in their order. */
    public boolean leadsThrough(SearchRequest request, int[] arcs) {
        int hop = 0;
        for (int[] waypoint : request.waypoints()) {
            int[] nodes = sorted(waypoint);
            while (hop <= arcs.length && Arrays.binarySearch(nodes, nodeBefore(arcs, hop)) < 0) {
                hop++;
            }
            if (hop > arcs.length) {
                return false;
            }
        }
        return true;
    }

    /** The node that the path reaches after so many hops. */
    private int nodeBefore(int[] arcs, int hop) {
        if (arcs.length == 0 || hop > arcs.length) {
            return -1;
        }
        return hop == 0 ? graph.tail(arcs[0]) : graph.head(arcs[hop - 1]);
    }

    /** The paths of which none is both slower and dearer than another, the fastest first. */
    public List<int[]> pareto(SearchRequest request) {
        if (!request.bounds().values().stream().allMatch(most -> most >= 0)) {
            return List.of();
        }
        ParetoPaths search = PARETO.get();
        int found = search.find(load, query(request), request.pathBounds(), waypoints(request));
        List<int[]> paths = new ArrayList<>(found);
        for (int path = 0; path < found; path++) {
            paths.add(search.arcs(path));
        }
        return paths;
    }

    PathQuery query(SearchRequest request) {
        return new PathQuery()
                .between(sorted(request.sources()), sorted(request.targets()))
                .weighing(request.weighing())
                .bandwidthBps(request.bandwidthBps())
                .filter(request.filter(graph))
                .refusedArcs(request.refusedArcs().stream().toArray());
    }

    private static int[] sorted(int[] nodes) {
        int[] copy = nodes.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** The largest bandwidth with which the rest of the request can be had, or nothing where none can. */
    public OptionalLong widestBps(SearchRequest request) {
        // Whether there is a path does not depend on which is the best; the fastest ones are found fastest.
        SearchRequest any = request.withWeighing(Weighing.LATENCY);
        return widestBps(bps -> find(any.withBandwidthBps(bps)).isPresent());
    }

    /** The largest of the bandwidths that are left on links which is possible; what is possible less of is too. */
    public OptionalLong widestBps(LongPredicate possible) {
        long[] steps = new long[graph.arcCount()];
        for (int arc = 0; arc < steps.length; arc++) {
            steps[arc] = load.residualBps(arc);
        }
        Arrays.sort(steps);
        int low = 0;
        int high = steps.length - 1;
        OptionalLong widest = OptionalLong.empty();
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] <= 0) {
                low = middle + 1;
            } else if (possible.test(steps[middle])) {
                widest = OptionalLong.of(steps[middle]);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return widest;
    }
}
