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
                int arc = graph.mate(i);
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
        return metric == Metric.LATENCY ? load.latencyUs(arc) : load.priceMicrosPerGbpsHour(arc);
    }

    long secondOf(int arc) {
        return metric == Metric.LATENCY ? load.priceMicrosPerGbpsHour(arc) : load.latencyUs(arc);
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

    boolean nearer(int node, int other) {
        int order = compare(first[node], second[node], hops[node], first[other], second[other], hops[other]);
        return order != 0 ? order < 0 : node < other;
    }
}
