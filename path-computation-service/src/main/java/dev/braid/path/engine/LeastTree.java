package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The least distance of every node to the nearest target: first by the metric, then by the other metric, then by hops.
 * Dijkstra's algorithm from the targets backwards; latency is never zero, so the order is strict along every path.
 */
final class LeastTree {
    static final long UNREACHABLE = Long.MAX_VALUE;

    private final NetworkGraph graph;
    private final NetworkLoad load;
    private final Metric metric;
    private final long[] first;
    private final long[] second;
    private final int[] hops;

    private LeastTree(NetworkGraph graph, NetworkLoad load, Metric metric) {
        this.graph = graph;
        this.load = load;
        this.metric = metric;
        this.first = new long[graph.nodeCount()];
        this.second = new long[graph.nodeCount()];
        this.hops = new int[graph.nodeCount()];
        Arrays.fill(first, UNREACHABLE);
    }

    static LeastTree grow(NetworkGraph graph, NetworkLoad load, SearchRequest request, Metric metric) {
        LeastTree tree = new LeastTree(graph, load, metric);
        NodeQueue queue = new NodeQueue(tree, graph.nodeCount());
        for (int target : request.targets()) {
            tree.first[target] = 0;
            queue.offer(target);
        }
        while (!queue.isEmpty()) {
            int node = queue.poll();
            for (int i = graph.firstOut(node); i < graph.firstOut(node + 1); i++) {
                int arc = graph.mate(graph.out(i));
                if (request.admits(graph, load, arc) && tree.improve(arc)) {
                    queue.offer(graph.tail(arc));
                }
            }
        }
        return tree;
    }

    private boolean improve(int arc) {
        int tail = graph.tail(arc);
        int head = graph.head(arc);
        long viaFirst = first[head] + firstOf(arc);
        long viaSecond = second[head] + secondOf(arc);
        int viaHops = hops[head] + 1;
        if (compare(viaFirst, viaSecond, viaHops, first[tail], second[tail], hops[tail]) >= 0) {
            return false;
        }
        first[tail] = viaFirst;
        second[tail] = viaSecond;
        hops[tail] = viaHops;
        return true;
    }

    static int compare(long first, long second, int hops, long otherFirst, long otherSecond, int otherHops) {
        if (first != otherFirst) {
            return Long.compare(first, otherFirst);
        }
        return second != otherSecond ? Long.compare(second, otherSecond) : Integer.compare(hops, otherHops);
    }

    long firstOf(int arc) {
        return metric == Metric.LATENCY ? load.latencyUs(arc) : graph.priceMicrosPerGbpsHour(arc);
    }

    long secondOf(int arc) {
        return metric == Metric.LATENCY ? graph.priceMicrosPerGbpsHour(arc) : load.latencyUs(arc);
    }

    long first(int node) {
        return first[node];
    }

    long second(int node) {
        return second[node];
    }

    int hops(int node) {
        return hops[node];
    }

    boolean reaches(int node) {
        return first[node] != UNREACHABLE;
    }

    /** The latency of the least path from the node, whichever metric was made least. */
    long latencyUs(int node) {
        return metric == Metric.LATENCY ? first[node] : second[node];
    }

    boolean nearer(int node, int other) {
        int order = compare(first[node], second[node], hops[node], first[other], second[other], hops[other]);
        return order != 0 ? order < 0 : node < other;
    }

    /** The nearest of the sources, or -1 where none reaches a target. */
    int nearest(int[] sources) {
        int best = -1;
        for (int source : sources) {
            if (reaches(source) && (best < 0 || nearer(source, best))) {
                best = source;
            }
        }
        return best;
    }

    /** Of all least paths from the sources the one whose arc numbers come first, one after the other. */
    int[] leastPath(SearchRequest request) {
        int best = nearest(request.sources());
        int[] path = new int[hops[best]];
        int arc = Integer.MAX_VALUE;
        for (int source : request.sources()) {
            if (reaches(source) && distanceEquals(source, best)) {
                arc = Math.min(arc, tightArc(source, request));
            }
        }
        for (int hop = 0; hop < path.length; hop++) {
            path[hop] = arc;
            if (hop + 1 < path.length) {
                arc = tightArc(graph.head(arc), request);
            }
        }
        return path;
    }

    private boolean distanceEquals(int node, int other) {
        return first[node] == first[other] && second[node] == second[other] && hops[node] == hops[other];
    }

    private int tightArc(int node, SearchRequest request) {
        for (int i = graph.firstOut(node); i < graph.firstOut(node + 1); i++) {
            int arc = graph.out(i);
            int head = graph.head(arc);
            if (reaches(head)
                    && first[head] + firstOf(arc) == first[node]
                    && second[head] + secondOf(arc) == second[node]
                    && hops[head] + 1 == hops[node]
                    && request.admits(graph, load, arc)) {
                return arc;
            }
        }
        throw new IllegalStateException("Node %d is reached, and no arc leads on".formatted(node));
    }
}
