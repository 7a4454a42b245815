package dev.braid.telemetry.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Nodes and the links between them, each with a latency that is believed or has become old. Finds the paths with the least
 * sum of latencies (Dijkstra); of paths that are as fast, one with the fewest old links.
 */
public final class LatencyGraph {
    /** No path leads there. */
    public static final Reach NONE = new Reach(-1, false);

    /** The old links of a path are counted below its latency, so that one number puts paths in order. */
    private static final int OLD_BITS = 12;

    private static final long UNREACHED = Long.MAX_VALUE;

    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<Edge>> edges = new ArrayList<>();

    private record Edge(int to, long cost) {}

    private record Seen(int node, long cost) {}

    /**
     * How a node is reached.
     *
     * @param latencyUs along the path; below zero where there is none
     * @param fresh whether no link of it is old
     */
    public record Reach(long latencyUs, boolean fresh) {
        /** Whether there is a path. */
        public boolean exists() {
            return latencyUs >= 0;
        }
    }

    /** Adds a directed link. */
    public void add(String fromNodeId, String toNodeId, long latencyUs, boolean fresh) {
        if (latencyUs < 0) {
            throw new IllegalArgumentException("The latency (%d us) is negative.".formatted(latencyUs));
        }
        int to = place(toNodeId);
        edges.get(place(fromNodeId)).add(new Edge(to, (latencyUs << OLD_BITS) + (fresh ? 0 : 1)));
    }

    /** The best way from any of the nodes to every node. */
    public Paths from(Collection<String> nodeIds) {
        long[] costs = new long[edges.size()];
        Arrays.fill(costs, UNREACHED);
        PriorityQueue<Seen> next = new PriorityQueue<>((a, b) -> Long.compare(a.cost(), b.cost()));
        for (String nodeId : nodeIds) {
            Integer place = places.get(nodeId);
            if (place != null) {
                costs[place] = 0;
                next.add(new Seen(place, 0));
            }
        }
        for (Seen seen = next.poll(); seen != null; seen = next.poll()) {
            if (seen.cost() == costs[seen.node()]) {
                for (Edge edge : edges.get(seen.node())) {
                    long cost = seen.cost() + edge.cost();
                    if (cost < costs[edge.to()]) {
                        costs[edge.to()] = cost;
                        next.add(new Seen(edge.to(), cost));
                    }
                }
            }
        }
        return new Paths(costs);
    }

    private int place(String nodeId) {
        return places.computeIfAbsent(nodeId, _ -> {
            edges.add(new ArrayList<>());
            return edges.size() - 1;
        });
    }

    /** What is reached from where a search began. */
    public final class Paths {
        private final long[] costs;

        private Paths(long[] costs) {
            this.costs = costs;
        }

        /** How the nearest of the nodes is reached. */
        public Reach to(Collection<String> nodeIds) {
            long best = UNREACHED;
            for (String nodeId : nodeIds) {
                Integer place = places.get(nodeId);
                best = place == null ? best : Math.min(best, costs[place]);
            }
            return best == UNREACHED ? NONE : new Reach(best >> OLD_BITS, (best & ((1L << OLD_BITS) - 1)) == 0);
        }
    }
}
