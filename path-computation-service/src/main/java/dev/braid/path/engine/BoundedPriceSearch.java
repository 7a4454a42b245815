package dev.braid.path.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * The least price under a latency bound, exactly: labels of price and latency are settled in the order of the price
 * they can still come to, and one is dropped when another at its node is worse in neither. Two trees tell the least
 * price and the least latency that remain, so labels without hope are never made.
 */
final class BoundedPriceSearch {
    private static final int NONE = -1;

    private final NetworkGraph graph;
    private final NetworkLoad load;
    private final SearchRequest request;
    private final LeastTree prices;
    private final LeastTree latencies;

    private long[] price = new long[256];
    private long[] latency = new long[256];
    private int[] hops = new int[256];
    private int[] node = new int[256];
    private int[] arc = new int[256];
    private int[] parent = new int[256];
    private int[] nextSettled = new int[256];
    private int labelCount;

    private int[] heap = new int[256];
    private int heapSize;
    private final int[] settledAt;

    BoundedPriceSearch(NetworkGraph graph, NetworkLoad load, SearchRequest request, LeastTree prices) {
        this.graph = graph;
        this.load = load;
        this.request = request;
        this.prices = prices;
        this.latencies = LeastTree.grow(graph, load, request, Metric.LATENCY);
        this.settledAt = new int[graph.nodeCount()];
        Arrays.fill(settledAt, NONE);
    }

    Optional<int[]> find() {
        boolean[] isTarget = new boolean[graph.nodeCount()];
        for (int target : request.targets()) {
            isTarget[target] = true;
        }
        for (int source : request.sources()) {
            extend(NONE, NONE, source, 0, 0, 0);
        }
        while (heapSize > 0) {
            int label = poll();
            int at = node[label];
            if (isTarget[at]) {
                return Optional.of(arcsTo(label));
            }
            if (dominated(at, price[label], latency[label])) {
                continue;
            }
            nextSettled[label] = settledAt[at];
            settledAt[at] = label;
            for (int next = graph.firstOut(at); next < graph.firstOut(at + 1); next++) {
                if (request.admits(graph, load, next)) {
                    extend(
                            label,
                            next,
                            graph.head(next),
                            price[label] + load.priceMicrosPerGbpsHour(next),
                            latency[label] + load.latencyUs(next),
                            hops[label] + 1);
                }
            }
        }
        return Optional.empty();
    }

    private void extend(int from, int via, int to, long toPrice, long toLatency, int toHops) {
        if (!latencies.reaches(to)
                || toLatency + latencies.first(to) > request.maxLatencyUs()
                || dominated(to, toPrice, toLatency)) {
            return;
        }
        int label = labelCount++;
        if (label == price.length) {
            grow();
        }
        price[label] = toPrice;
        latency[label] = toLatency;
        hops[label] = toHops;
        node[label] = to;
        arc[label] = via;
        parent[label] = from;
        offer(label);
    }

    /** Hops need no look: of labels with equal price and latency the one with the fewest is settled first. */
    private boolean dominated(int at, long withPrice, long withLatency) {
        for (int other = settledAt[at]; other != NONE; other = nextSettled[other]) {
            if (price[other] <= withPrice && latency[other] <= withLatency) {
                return true;
            }
        }
        return false;
    }

    /**
     * By the least price, latency and hops the label can still come to. Among equals the shorter label goes first, so
     * that all equal labels of a node are known before one of them is settled, and then the one whose arcs come first.
     */
    private boolean before(int label, int other) {
        int order = LeastTree.compare(
                price[label] + prices.first(node[label]),
                latency[label] + prices.second(node[label]),
                hops[label] + prices.hops(node[label]),
                price[other] + prices.first(node[other]),
                latency[other] + prices.second(node[other]),
                hops[other] + prices.hops(node[other]));
        if (order == 0) {
            order = Integer.compare(hops[label], hops[other]);
        }
        return order != 0 ? order < 0 : firstDifference(label, other) < 0;
    }

    private int firstDifference(int label, int other) {
        int difference = 0;
        int mine = label;
        int theirs = other;
        while (mine != theirs && mine != NONE && theirs != NONE) {
            if (arc[mine] != arc[theirs]) {
                difference = Integer.compare(arc[mine], arc[theirs]);
            }
            mine = parent[mine];
            theirs = parent[theirs];
        }
        return difference;
    }

    private int[] arcsTo(int target) {
        int[] arcs = new int[hops[target]];
        int label = target;
        for (int hop = arcs.length - 1; hop >= 0; hop--) {
            arcs[hop] = arc[label];
            label = parent[label];
        }
        return arcs;
    }

    private void offer(int label) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, heap.length * 2);
        }
        int place = heapSize++;
        while (place > 0) {
            int above = (place - 1) >>> 1;
            if (!before(label, heap[above])) {
                break;
            }
            heap[place] = heap[above];
            place = above;
        }
        heap[place] = label;
    }

    private int poll() {
        int least = heap[0];
        int last = heap[--heapSize];
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= heapSize) {
                break;
            }
            if (child + 1 < heapSize && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], last)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = last;
        return least;
    }

    private void grow() {
        int length = price.length * 2;
        price = Arrays.copyOf(price, length);
        latency = Arrays.copyOf(latency, length);
        hops = Arrays.copyOf(hops, length);
        node = Arrays.copyOf(node, length);
        arc = Arrays.copyOf(arc, length);
        parent = Arrays.copyOf(parent, length);
        nextSettled = Arrays.copyOf(nextSettled, length);
    }
}
