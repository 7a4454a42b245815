package dev.braid.path.engine;

import java.util.Arrays;

/** Grows bounds from the targets backwards over the least weights, and mends them where a weight fell. */
final class TreeGrowth {
    private final NetworkGraph graph;
    private final WeightRange range;
    private final NodeHeap heap = new NodeHeap();

    TreeGrowth(NetworkGraph graph, WeightRange range) {
        this.graph = graph;
        this.range = range;
    }

    /** Bounds for any bandwidth; notes the only arcs. */
    long[] grow(int[] targets, KeyScale scale, Onward onward) {
        return grow(targets, scale, null, 0, onward);
    }

    /** Bounds over the links that have this much left; notes the only arcs. */
    long[] grow(int[] targets, KeyScale scale, NetworkLoad load, int mbps, Onward onward) {
        long[] bounds = new long[graph.nodeCount()];
        start(targets, bounds);
        spread(bounds, onward, scale, load, mbps);
        return bounds;
    }

    /** What has to be used at least, where the records hold what each arc uses. */
    long[] grow(int[] targets, int[] records, int offset) {
        long[] bounds = new long[graph.nodeCount()];
        start(targets, bounds);
        while (!heap.isEmpty()) {
            long bound = heap.leastKey();
            int node = heap.poll();
            for (int out = graph.firstOut[node]; bound == bounds[node] && out < graph.firstOut[node + 1]; out++) {
                int tail = graph.head[out];
                long via = bound + records[NetworkLoad.STRIDE * graph.mate[out] + offset];
                if (via < bounds[tail]) {
                    bounds[tail] = via;
                    heap.push(via, tail);
                }
            }
        }
        return bounds;
    }

    private void start(int[] targets, long[] bounds) {
        Arrays.fill(bounds, KeyScale.UNREACHABLE);
        heap.clear();
        for (int target : targets) {
            bounds[target] = 0;
            heap.push(0, target);
        }
    }

    /** Lets what the heap holds reach everything it makes nearer. */
    private void spread(long[] bounds, Onward onward, KeyScale scale, NetworkLoad load, int mbps) {
        int[] least = range.leastOfMates;
        while (!heap.isEmpty()) {
            long bound = heap.leastKey();
            int node = heap.poll();
            if (bound > bounds[node]) {
                continue;
            }
            for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
                int tail = graph.head[arc];
                // Both arcs of a pair have the same left, so this one tells what its mate has.
                if (load == null || load.records[NetworkLoad.STRIDE * arc + NetworkLoad.FREE] >= mbps) {
                    long via = bound + scale.key(least[2 * arc], least[2 * arc + 1]);
                    if (via < bounds[tail]) {
                        onward.better(tail, number(graph.mate[arc], tail), bounds[tail]);
                        bounds[tail] = via;
                        heap.push(via, tail);
                    } else {
                        onward.other(tail, via, bounds[tail]);
                    }
                }
            }
        }
    }

    /** Whether the bounds hold with the least weights of the arc. */
    boolean holds(Potential potential, int arc) {
        return potential.bounds[graph.tail(arc)] <= via(potential, arc);
    }

    /** Takes note that the arc, whose least weights fell, may now be another one that goes on as well. */
    void doubt(Potential potential, int arc) {
        int tail = graph.tail(arc);
        if (potential.onward.numbers[tail] != number(arc, tail)) {
            potential.onward.other(tail, via(potential, arc), potential.bounds[tail]);
        }
    }

    private long via(Potential potential, int arc) {
        return potential.bounds[graph.head(arc)]
                + potential.scale.key(range.leastLatencyUs(arc), range.leastPriceMicros(arc));
    }

    /** Of the arcs out of the node the how manyth it is, from 1 on; 0 where the number is too large. */
    private byte number(int arc, int tail) {
        int number = arc - graph.firstOut[tail] + 1;
        return number <= Onward.LARGEST_NUMBER ? (byte) number : 0;
    }

    /** Lowers the bounds that the least weights of the arc make too high, in place. */
    void mend(Potential potential, int arc) {
        int tail = graph.tail(arc);
        long[] bounds = potential.bounds;
        doubt(potential, arc);
        long via = via(potential, arc);
        if (via < bounds[tail]) {
            potential.onward.better(tail, number(arc, tail), bounds[tail]);
            bounds[tail] = via;
            heap.clear();
            heap.push(via, tail);
            spread(bounds, potential.onward, potential.scale, null, 0);
        }
    }
}
