package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plain oracle for bounds, waypoints and sets: walks every path without a repeated node. */
final class EveryPath {
    private final NetworkLoad load;
    private final NetworkGraph graph;
    private final PathQuery query;
    private final List<int[]> paths = new ArrayList<>();

    EveryPath(NetworkLoad load, PathQuery query) {
        this.load = load;
        this.graph = load.graph();
        this.query = query;
        for (int source : query.sources) {
            boolean[] visited = new boolean[graph.nodeCount()];
            visited[source] = true;
            walk(source, visited, new ArrayList<>());
        }
    }

    private int[] drafted(int[] path) {
        return Arrays.stream(path).map(arc -> graph.order[arc]).toArray();
    }

    private void walk(int node, boolean[] visited, List<Integer> path) {
        if (contains(query.targets, node)) {
            paths.add(path.stream().mapToInt(Integer::intValue).toArray());
        }
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            if (graph.tail(arc) == node && !visited[graph.head(arc)] && allowed(arc)) {
                visited[graph.head(arc)] = true;
                path.add(arc);
                walk(graph.head(arc), visited, path);
                path.removeLast();
                visited[graph.head(arc)] = false;
            }
        }
    }

    private boolean allowed(int arc) {
        return load.usable(arc)
                && load.usable(graph.mate(arc))
                && load.residualBps(arc) >= query.bandwidthBps
                && query.filter.admits(arc)
                && !contains(query.refusedArcs, arc);
    }

    private static boolean contains(int[] numbers, int number) {
        return Arrays.stream(numbers).anyMatch(each -> each == number);
    }

    static long used(NetworkLoad load, Resource resource, int[] path) {
        return Arrays.stream(path)
                .mapToLong(arc -> switch (resource) {
                    case LATENCY -> load.latencyUs(arc);
                    case PRICE -> load.priceMicrosPerGbpsHour(arc);
                    case HOPS -> 1;
                    case JITTER, LOSS, UNAVAILABILITY -> load.qualities().used(arc, resource);
                })
                .sum();
    }

    private boolean keeps(int[] path, PathBounds bounds) {
        return Arrays.stream(Resource.values())
                .allMatch(resource -> used(load, resource, path) <= bounds.most(resource));
    }

    private boolean leadsThrough(int[] path, int source, int[][] waypoints) {
        int next = 0;
        for (int hop = 0; hop <= path.length; hop++) {
            int node = hop == 0 ? source : graph.head(path[hop - 1]);
            while (next < waypoints.length && contains(waypoints[next], node)) {
                next++;
            }
        }
        return next == waypoints.length;
    }

    private Stream<int[]> allowed(PathBounds bounds, int[][] waypoints) {
        return paths.stream()
                .filter(path ->
                        path.length > 0 && keeps(path, bounds) && leadsThrough(path, graph.tail(path[0]), waypoints));
    }

    private Comparator<int[]> byWeight(Weighing weighing) {
        Comparator<int[]> byWeight = Comparator.comparingLong(path -> Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.weight(weighing, load, arc))
                .sum());
        return byWeight.thenComparingLong(path -> Arrays.stream(path)
                        .mapToLong(arc -> ReferenceSearch.second(weighing, load, arc))
                        .sum())
                .thenComparingInt(path -> path.length)
                .thenComparing(this::drafted, Arrays::compare);
    }

    Optional<int[]> best(PathBounds bounds, int[][] waypoints) {
        return allowed(bounds, waypoints).min(byWeight(query.weighing));
    }

    /** None slower and dearer than another. */
    List<int[]> pareto(PathBounds bounds, int[][] waypoints) {
        List<int[]> kept = new ArrayList<>();
        long cheapest = Long.MAX_VALUE;
        for (int[] path :
                allowed(bounds, waypoints).sorted(byWeight(Weighing.LATENCY)).toList()) {
            long price = used(load, Resource.PRICE, path);
            if (price < cheapest) {
                kept.add(path);
                cheapest = price;
            }
        }
        return kept;
    }
}
