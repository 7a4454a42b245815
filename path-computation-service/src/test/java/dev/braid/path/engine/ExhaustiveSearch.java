package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The plain oracle: walks every path without a repeated node and keeps the best one. Written from the contract alone. */
final class ExhaustiveSearch {
    private final NetworkGraph graph;
    private final NetworkLoad load;
    private final SearchRequest request;
    private final RandomNetwork.Asked asked;
    private final List<int[]> paths = new ArrayList<>();

    ExhaustiveSearch(NetworkGraph graph, NetworkLoad load, RandomNetwork.Asked asked) {
        this.graph = graph;
        this.load = load;
        this.asked = asked;
        this.request = asked.request();
        for (int source : request.sources()) {
            boolean[] visited = new boolean[graph.nodeCount()];
            visited[source] = true;
            walk(source, visited, new ArrayList<>());
        }
    }

    private void walk(int node, boolean[] visited, List<Integer> path) {
        if (Arrays.stream(request.targets()).anyMatch(target -> target == node)) {
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
        boolean wide = Math.min(load.residualBps(arc), load.residualBps(mate)) >= request.bandwidthBps();
        boolean working = load.usable(arc) && load.usable(mate);
        boolean provider = !asked.excludedProviders().get(graph.provider(arc));
        boolean here = asked.allowedCountries().isEmpty()
                || (asked.allowedCountries().get(graph.country(graph.tail(arc)))
                        && asked.allowedCountries().get(graph.country(graph.head(arc))));
        return wide && working && provider && here && !request.refusedArcs().get(arc);
    }

    Optional<int[]> best() {
        Comparator<int[]> byWeight = Comparator.comparingLong(this::weight);
        boolean latencyAlone =
                request.weighing().perPriceMicro() == 0 && request.weighing().perHop() == 0;
        Comparator<int[]> order = byWeight.thenComparingLong(latencyAlone ? this::price : this::latency);
        return paths.stream()
                .filter(path -> latency(path) <= request.bounds().getOrDefault(Resource.LATENCY, Long.MAX_VALUE))
                .min(order.thenComparingInt(path -> path.length).thenComparing(this::drafted, Arrays::compare));
    }

    /** Whether the path is one that does what is asked. */
    boolean keeps(int[] path) {
        return paths.stream().anyMatch(each -> Arrays.equals(each, path))
                && latency(path) <= request.bounds().getOrDefault(Resource.LATENCY, Long.MAX_VALUE);
    }

    private int[] drafted(int[] path) {
        return Arrays.stream(path).map(arc -> graph.order[arc]).toArray();
    }

    OptionalLong widest() {
        return paths.stream()
                .filter(path -> latency(path) <= request.bounds().getOrDefault(Resource.LATENCY, Long.MAX_VALUE))
                .mapToLong(path -> Arrays.stream(path)
                        .mapToLong(arc -> Math.min(load.residualBps(arc), load.residualBps(graph.mate(arc))))
                        .min()
                        .orElse(0))
                .filter(bandwidth -> bandwidth > 0)
                .max();
    }

    private long weight(int[] path) {
        return request.weighing().perMicrosecond() * latency(path)
                + request.weighing().perPriceMicro() * price(path)
                + request.weighing().perHop() * path.length;
    }

    private long latency(int[] path) {
        return Arrays.stream(path).mapToLong(load::latencyUs).sum();
    }

    private long price(int[] path) {
        return Arrays.stream(path).mapToLong(load::priceMicrosPerGbpsHour).sum();
    }
}
