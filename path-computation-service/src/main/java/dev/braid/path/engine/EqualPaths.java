package dev.braid.path.engine;

/**
 * Chooses among the best paths that a search left in its labels: the one with the fewest hops, and of those the one
 * whose arc numbers come first. Every node of every best path is settled by then, whatever the bounds were.
 */
final class EqualPaths {
    private final Labels labels;
    private int[] queue = {};
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

    private void countHops(long best) {
        NetworkGraph graph = admission.load.graph();
        if (queue.length < graph.nodeCount()) {
            queue = new int[graph.nodeCount()];
        }
        int count = 0;
        for (int target : admission.query.targets) {
            if (labels.reached(target, stamp) && labels.key(target) == best) {
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
        int fewest = Integer.MAX_VALUE;
        int first = -1;
        for (int source : admission.query.sources) {
            int hops = labels.reached(source, stamp) ? labels.hops(source, stamp) : -1;
            if (hops > 0 && hops <= fewest) {
                int arc = nextArc(source);
                if (arc >= 0 && (hops < fewest || arc < first)) {
                    first = arc;
                    fewest = hops;
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
        NetworkLoad load = admission.load;
        return labels.distance(tail) + scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc))
                        == labels.distance(head)
                && admission.admits(arc);
    }
}
