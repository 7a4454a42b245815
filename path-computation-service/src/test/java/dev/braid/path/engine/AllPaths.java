package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The plain oracle of pairs and alternatives: every path without a repeated node, whose sources and targets stand at
 * its ends only, in order. Written from the contract alone.
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
            for (int each : query.sources) {
                visited[each] = true;
            }
            walk(source, visited, new ArrayList<>());
        }
        paths.sort(Comparator.comparingLong(this::weight)
                .thenComparingLong(this::second)
                .thenComparingInt(path -> path.length)
                .thenComparing(this::drafted, Arrays::compare));
    }

    private int[] drafted(int[] path) {
        return Arrays.stream(path).map(arc -> graph.order[arc]).toArray();
    }

    private void walk(int node, boolean[] visited, List<Integer> path) {
        if (Arrays.stream(query.targets).anyMatch(target -> target == node)) {
            paths.add(path.stream().mapToInt(Integer::intValue).toArray());
            return;
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
                && Arrays.stream(query.refusedArcs).noneMatch(refused -> refused == arc);
    }

    List<int[]> inOrder() {
        return paths;
    }

    /** The least weight and second weight of two paths that may stand together. */
    Optional<long[]> leastPair(BiPredicate<int[], int[]> together) {
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
        return Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.weight(query.weighing, load, arc))
                .sum();
    }

    long second(int[] path) {
        return Arrays.stream(path)
                .mapToLong(arc -> ReferenceSearch.second(query.weighing, load, arc))
                .sum();
    }
}
