package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The plain oracle of bounds, waypoints, sets, pairs and alternatives: walks every path without a repeated node. Written
 * from the contract alone.
 */
final class AllPaths {
    private final NetworkLoad load;
    private final NetworkGraph graph;
    private final PathQuery query;
    private final List<int[]> paths = new ArrayList<>();

    AllPaths(NetworkLoad load, PathQuery query) {
        this.load = load;
        this.graph = load.graph();
        this.query = query;
        for (int source : query.sources) {
            boolean[] visited = new boolean[graph.nodeCount()];
            visited[source] = true;
            walk(source, visited, new ArrayList<>());
        }
        paths.sort(byWeight(query.weighing));
    }

    private Comparator<int[]> byWeight(Weighing weighing) {
        Comparator<int[]> byWeight = Comparator.comparingLong(path -> weight(weighing, path));
        return byWeight.thenComparingLong(path -> second(weighing, path))
                .thenComparingInt(path -> path.length)
                .thenComparing(this::drafted, Arrays::compare);
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
        int mate = graph.mate(arc);
        return load.usable(arc)
                && load.usable(mate)
                && Math.min(load.residualBps(arc), load.residualBps(mate)) >= query.bandwidthBps
                && query.filter.admits(arc)
                && !contains(query.refusedArcs, arc);
    }

    private static boolean contains(int[] numbers, int number) {
        return Arrays.stream(numbers).anyMatch(each -> each == number);
    }

    /** Those whose sources and targets stand at their ends only, the best first. */
    List<int[]> inOrder() {
        return paths.stream().filter(this::endsAtItsEndsOnly).toList();
    }

    private boolean endsAtItsEndsOnly(int[] path) {
        return IntStream.rangeClosed(0, path.length).allMatch(hop -> {
            int node = hop == 0 ? source(path) : graph.head(path[hop - 1]);
            return (hop == 0 || !contains(query.sources, node))
                    && (hop == path.length || !contains(query.targets, node));
        });
    }

    private int source(int[] path) {
        return path.length == 0 ? -1 : graph.tail(path[0]);
    }

    private Stream<int[]> keeping(PathBounds bounds, int[][] waypoints) {
        return paths.stream().filter(path -> path.length > 0 && keeps(path, bounds) && leadsThrough(path, waypoints));
    }

    private boolean keeps(int[] path, PathBounds bounds) {
        return Arrays.stream(Resource.values())
                .allMatch(resource -> used(load, resource, path) <= bounds.most(resource));
    }

    private boolean leadsThrough(int[] path, int[][] waypoints) {
        int next = 0;
        for (int hop = 0; hop <= path.length; hop++) {
            int node = hop == 0 ? source(path) : graph.head(path[hop - 1]);
            while (next < waypoints.length && contains(waypoints[next], node)) {
                next++;
            }
        }
        return next == waypoints.length;
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

    /** The best under the bounds and through the waypoints; sources and targets may stand anywhere on it. */
    Optional<int[]> best(PathBounds bounds, int[][] waypoints) {
        return keeping(bounds, waypoints).findFirst();
    }

    /** None slower and dearer than another. */
    List<int[]> pareto(PathBounds bounds, int[][] waypoints) {
        List<int[]> kept = new ArrayList<>();
        long cheapest = Long.MAX_VALUE;
        for (int[] path :
                keeping(bounds, waypoints).sorted(byWeight(Weighing.LATENCY)).toList()) {
            long price = used(load, Resource.PRICE, path);
            if (price < cheapest) {
                kept.add(path);
                cheapest = price;
            }
        }
        return kept;
    }

    /** The least weight and second weight of two paths that may stand together. */
    Optional<long[]> leastPair(BiPredicate<int[], int[]> together) {
        List<int[]> paths = inOrder();
        long[] best = null;
        for (int one = 0; one < paths.size(); one++) {
            for (int other = one + 1; other < paths.size(); other++) {
                long weight = weight(paths.get(one)) + weight(paths.get(other));
                long second = second(paths.get(one)) + second(paths.get(other));
                if (best != null && weight > best[0]) {
                    break;
                }
                if ((best == null || weight < best[0] || weight == best[0] && second < best[1])
                        && together.test(paths.get(one), paths.get(other))) {
                    best = new long[] {weight, second};
                }
            }
        }
        return Optional.ofNullable(best);
    }

    static boolean shareLink(NetworkGraph graph, int[] one, int[] other) {
        return Arrays.stream(one)
                .anyMatch(arc -> Arrays.stream(other).anyMatch(that -> graph.pair(arc) == graph.pair(that)));
    }

    static boolean shareInterior(NetworkGraph graph, int[] one, int[] other) {
        return Arrays.stream(one)
                .skip(1)
                .anyMatch(arc -> Arrays.stream(other).skip(1).anyMatch(that -> graph.tail(arc) == graph.tail(that)));
    }

    long weight(int[] path) {
        return weight(query.weighing, path);
    }

    long second(int[] path) {
        return second(query.weighing, path);
    }

    private long weight(Weighing weighing, int[] path) {
        return Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.weight(weighing, load, arc))
                .sum();
    }

    private long second(Weighing weighing, int[] path) {
        return Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.second(weighing, load, arc))
                .sum();
    }
}
