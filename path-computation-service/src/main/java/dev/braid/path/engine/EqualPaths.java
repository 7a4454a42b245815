package dev.braid.path.engine;

import java.util.Arrays;

/**
 * Chooses among the best paths that a search left in its labels: the one with the fewest hops, and of those the one
 * whose arcs were drawn first. Every node of every best path is settled by then, whatever the bounds were. Where keys
 * count second weights in coarse units, those that weigh the same first are compared by their true second weights: what
 * is found must not depend on the units, which grow with the largest weights there ever were.
 */
final class EqualPaths {
    private final Labels labels;
    private final NodeHeap heap = new NodeHeap();
    private int[] queue = {};

    /** The true second weight still to go from each node, worked out only where keys are coarse. */
    private long[] toGo = {};

    private Admission admission;
    private KeyScale scale;
    private long stamp;

    EqualPaths(Labels labels) {
        this.labels = labels;
    }

    /** Writes the path and gives its length, or -1 where the load changed so much meanwhile that there is none. */
    int choose(Admission ofAdmission, KeyScale ofScale, long ofStamp, long best, int[] path) {
        admission = ofAdmission;
        scale = ofScale;
        stamp = ofStamp;
        if (scale.isCoarse()) {
            weighSeconds(best);
        }
        countHops(best);
        int arc = firstArc();
        if (arc < 0) {
            return -1;
        }
        NetworkGraph graph = admission.load.graph();
        int length = labels.hops(graph.tail[arc], stamp);
        for (int hop = 0; hop < length; hop++) {
            path[hop] = arc;
            int node = graph.head[arc];
            if (hop + 1 < length) {
                arc = nextArc(node);
                if (arc < 0) {
                    return -1;
                }
            }
        }
        return length;
    }

    private void weighSeconds(long best) {
        NetworkGraph graph = admission.load.graph();
        if (toGo.length < graph.nodeCount()) {
            toGo = new long[graph.nodeCount()];
        }
        Arrays.fill(toGo, Long.MAX_VALUE);
        heap.clear();
        for (int target : admission.query.targets) {
            if (isBest(target, best)) {
                toGo[target] = 0;
                heap.push(0, target);
            }
        }
        while (!heap.isEmpty()) {
            long key = heap.leastKey();
            int node = heap.poll();
            for (int out = graph.firstOut[node]; key == toGo[node] && out < graph.firstOut[node + 1]; out++) {
                int arc = graph.mate[out];
                int tail = graph.head[out];
                long via = key + second(arc);
                if (via < toGo[tail] && labels.reached(tail, stamp) && isTightFirst(arc, tail, node)) {
                    toGo[tail] = via;
                    heap.push(via, tail);
                }
            }
        }
    }

    private boolean isBest(int target, long best) {
        return labels.reached(target, stamp) && scale.lastEqual(labels.key(target)) == scale.lastEqual(best);
    }

    private void countHops(long best) {
        NetworkGraph graph = admission.load.graph();
        if (queue.length < graph.nodeCount()) {
            queue = new int[graph.nodeCount()];
        }
        int count = 0;
        for (int target : admission.query.targets) {
            if (isBest(target, best)) {
                labels.hops(target, stamp, 0);
                queue[count++] = target;
            }
        }
        for (int next = 0; next < count; next++) {
            int node = queue[next];
            for (int out = graph.firstOut[node]; out < graph.firstOut[node + 1]; out++) {
                int tail = graph.head[out];
                if (labels.reached(tail, stamp)
                        && labels.hops(tail, stamp) < 0
                        && isTight(graph.mate[out], tail, node)) {
                    labels.hops(tail, stamp, labels.hops(node, stamp) + 1);
                    queue[count++] = tail;
                }
            }
        }
    }

    private int firstArc() {
        int[] order = admission.load.graph().order;
        long least = Long.MAX_VALUE;
        int fewest = Integer.MAX_VALUE;
        int first = -1;
        for (int source : admission.query.sources) {
            int hops = labels.reached(source, stamp) ? labels.hops(source, stamp) : -1;
            long second = hops > 0 && scale.isCoarse() ? toGo[source] : 0;
            if (hops > 0 && (second < least || second == least && hops <= fewest)) {
                int arc = nextArc(source);
                if (arc >= 0 && (second < least || hops < fewest || order[arc] < order[first])) {
                    first = arc;
                    fewest = hops;
                    least = second;
                }
            }
        }
        return first;
    }

    private int nextArc(int node) {
        NetworkGraph graph = admission.load.graph();
        int hops = labels.hops(node, stamp) - 1;
        for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
            int head = graph.head[arc];
            if (labels.reached(head, stamp) && labels.hops(head, stamp) == hops && isTight(arc, node, head)) {
                return arc;
            }
        }
        return -1;
    }

    private boolean isTight(int arc, int tail, int head) {
        if (scale.isCoarse()) {
            return toGo[tail] == toGo[head] + second(arc) && isTightFirst(arc, tail, head);
        }
        return labels.distance(tail) + key(arc) == labels.distance(head) && admission.admits(arc);
    }

    private boolean isTightFirst(int arc, int tail, int head) {
        return scale.first(labels.distance(tail)) + scale.first(key(arc)) == scale.first(labels.distance(head))
                && admission.admits(arc);
    }

    private long key(int arc) {
        return scale.key(admission.load.latencyUs(arc), admission.load.priceMicrosPerGbpsHour(arc));
    }

    private long second(int arc) {
        return scale.second(admission.load.latencyUs(arc), admission.load.priceMicrosPerGbpsHour(arc));
    }
}
