package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

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
    private final Supplier<BoundedPath> bounded;

    /** Searches the graph as the load has it at the time of each call. */
    public PathSearch(NetworkLoad load) {
        this(load, BOUNDED::get);
    }

    PathSearch(NetworkLoad load, Supplier<BoundedPath> bounded) {
        this.graph = load.graph();
        this.load = load;
        this.bounded = bounded;
    }

    /** The best path, or that there is none; under bounds or through waypoints perhaps not proven. */
    public SearchResult find(SearchRequest request) {
        PathQuery query = query(request);
        if (!request.waypoints().isEmpty()) {
            return bounded(query, request);
        }
        int[] best = best(query);
        if (best == null) {
            return new SearchResult.None();
        }
        if (keepsBounds(request, best)) {
            return new SearchResult.Found(best);
        }
        return isBoundAlone(request, request.weighing()) ? new SearchResult.None() : bounded(query, request);
    }

    private int[] best(PathQuery query) {
        ShortestPath shortest = SHORTEST.get();
        return shortest.find(load, query) ? Arrays.copyOf(shortest.arcs(), shortest.length()) : null;
    }

    /** Where only what the weighing weighs is bounded, no path uses less of it than the best one. */
    private static boolean isBoundAlone(SearchRequest request, Weighing weighing) {
        return request.bounds().size() == 1
                && request.bounds().keySet().stream().anyMatch(resource -> resource.isWeighedBy(weighing));
    }

    private SearchResult bounded(PathQuery query, SearchRequest request) {
        if (request.bounds().values().stream().anyMatch(most -> most < 0)) {
            return new SearchResult.None();
        }
        BoundedPath search = bounded.get();
        return switch (search.find(load, query, request.pathBounds(), waypoints(request))) {
            case FOUND -> new SearchResult.Found(Arrays.copyOf(search.arcs(), search.length()));
            case NONE -> new SearchResult.None();
            case BUDGET_SPENT ->
                request.waypoints().isEmpty() ? leastBounded(query, request) : new SearchResult.GaveUp();
        };
    }

    /** The path that uses least of one thing that is bounded mostly keeps the other bounds too. */
    private SearchResult leastBounded(PathQuery query, SearchRequest request) {
        for (Weighing weighing : List.of(Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS)) {
            if (request.bounds().keySet().stream().anyMatch(resource -> resource.isWeighedBy(weighing))) {
                int[] least = best(query.weighing(weighing));
                if (least != null && keepsBounds(request, least)) {
                    return new SearchResult.NotProven(least);
                }
                if (isBoundAlone(request, weighing)) {
                    return new SearchResult.None();
                }
            }
        }
        return new SearchResult.GaveUp();
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
        return ranked(request, most).paths();
    }

    /**
     * The best paths in order.
     *
     * @param all whether no other path does what is asked
     */
    record Ranked(List<int[]> paths, boolean all) {}

    Ranked ranked(SearchRequest request, int most) {
        boolean free = request.bounds().isEmpty() && request.waypoints().isEmpty();
        AlternativesSearch search = ALTERNATIVES.get();
        int looked = free ? most : Math.max(most, LOOKED_AT);
        int found = search.find(load, query(request), looked);
        List<int[]> paths = new ArrayList<>();
        int rank = 0;
        for (; rank < found && paths.size() < most; rank++) {
            FoundPath path = search.path(rank);
            int[] arcs = Arrays.copyOf(path.arcs(), path.length());
            if (keepsBounds(request, arcs) && leadsThrough(request, arcs)) {
                paths.add(arcs);
            }
        }
        // These end at the first target; one through waypoints may go on from there to another.
        boolean whole = request.waypoints().isEmpty() || request.sources().length == 1 && request.targets().length == 1;
        return new Ranked(paths, whole && found < looked && rank == found);
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
        return widestBps(bps -> find(any.withBandwidthBps(bps)).arcs().isPresent());
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
