package dev.braid.path.engine.global;

import java.util.Arrays;

/** The shortest paths from one node under lengths of pools; its arrays are used again for the next. */
final class ShortestTree {
    static final double FAR = Double.MAX_VALUE;

    private final GlobalNetwork network;

    /** What every arc costs beside the length of its pool, or nothing. */
    private final double[] costOfArc;

    /** The distance of every node, {@link #FAR} where there is no way. */
    final double[] distance;

    /** The arc by which every node is reached, -1 for the source and where there is no way. */
    final int[] arrival;

    /** The nodes that are reached, nearest first. */
    final int[] order;

    int reached;

    /** How many trees were grown. */
    int grown;

    private final int[] heap;
    private final int[] place;
    private int size;

    ShortestTree(GlobalNetwork network) {
        this(network, new double[0]);
    }

    ShortestTree(GlobalNetwork network, double[] costOfArc) {
        this.network = network;
        this.costOfArc = costOfArc;
        this.distance = new double[network.nodeCount()];
        this.arrival = new int[network.nodeCount()];
        this.order = new int[network.nodeCount()];
        this.heap = new int[network.nodeCount()];
        this.place = new int[network.nodeCount()];
    }

    void grow(int source, double[] lengthOfPool) {
        grow(source, lengthOfPool, -1, FAR);
    }

    /** Grows no further than to the target, and not beyond the limit: other nodes may be out of reach or too far then. */
    void grow(int source, double[] lengthOfPool, int target, double limit) {
        Arrays.fill(distance, FAR);
        Arrays.fill(arrival, -1);
        Arrays.fill(place, -1);
        reached = 0;
        grown++;
        size = 0;
        distance[source] = 0;
        rise(source);
        int[] firstOut = network.firstOut;
        int[] out = network.out;
        boolean costs = costOfArc.length > 0;
        while (size > 0) {
            int node = poll();
            order[reached++] = node;
            double here = distance[node];
            if (node == target || here >= limit) {
                return;
            }
            int end = GlobalNetwork.STRIDE * firstOut[node + 1];
            for (int at = GlobalNetwork.STRIDE * firstOut[node]; at < end; at += GlobalNetwork.STRIDE) {
                int head = out[at];
                double there = here + lengthOfPool[out[at + 1]] + (costs ? costOfArc[out[at + 2]] : 0);
                if (there < distance[head]) {
                    distance[head] = there;
                    arrival[head] = out[at + 2];
                    rise(head);
                }
            }
        }
    }

    boolean reaches(int node) {
        return distance[node] < FAR;
    }

    /** The arcs from the source to a node that is reached. */
    int[] pathTo(int node) {
        int hops = 0;
        for (int at = node; arrival[at] >= 0; at = network.tail(arrival[at])) {
            hops++;
        }
        int[] path = new int[hops];
        for (int at = node; arrival[at] >= 0; at = network.tail(arrival[at])) {
            path[--hops] = arrival[at];
        }
        return path;
    }

    private void rise(int node) {
        double key = distance[node];
        int at = place[node];
        if (at < 0) {
            at = size++;
        }
        while (at > 0) {
            int parent = (at - 1) >> 2;
            int above = heap[parent];
            if (distance[above] <= key) {
                break;
            }
            heap[at] = above;
            place[above] = at;
            at = parent;
        }
        heap[at] = node;
        place[node] = at;
    }

    private int poll() {
        int first = heap[0];
        int last = heap[--size];
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(int node) {
        double key = distance[node];
        int at = 0;
        while (true) {
            int child = (at << 2) + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            double leastKey = distance[heap[child]];
            for (int next = child + 1; next < Math.min(child + 4, size); next++) {
                double nextKey = distance[heap[next]];
                if (nextKey < leastKey) {
                    leastKey = nextKey;
                    least = next;
                }
            }
            if (leastKey >= key) {
                break;
            }
            heap[at] = heap[least];
            place[heap[at]] = at;
            at = least;
        }
        heap[at] = node;
        place[node] = at;
    }
}
