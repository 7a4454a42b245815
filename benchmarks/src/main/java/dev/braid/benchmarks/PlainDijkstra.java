package dev.braid.benchmarks;

import java.util.Arrays;

/** D, the reference: Dijkstra's algorithm on int arrays with a binary heap, from the source until the target. */
final class PlainDijkstra implements Arm {
    private final Scene scene;
    private final int[] first;
    private final int[] head;
    private final int[] latency;
    private final int[] free;
    private final int[] distance;
    private final int[] seen;
    private int search;
    private long[] heap = new long[1024];
    private int size;

    PlainDijkstra(Scene scene) {
        this.scene = scene;
        int nodes = scene.wan.nodes();
        int links = scene.wan.links();
        first = new int[nodes + 1];
        head = new int[2 * links];
        latency = new int[2 * links];
        free = new int[2 * links];
        distance = new int[nodes];
        seen = new int[nodes];
        // In the same numbers as the engine, so that the order in memory is no advantage of either.
        var graph = scene.numbered.graph();
        for (int node = 0; node <= nodes; node++) {
            first[node] = graph.firstOut(node);
        }
        for (int drafted = 0; drafted < 2 * links; drafted++) {
            int arc = scene.numbered.arcOfDraft()[drafted];
            head[arc] = graph.head(arc);
            latency[arc] = scene.wan.latencyUs()[drafted / 2];
            free[arc] = scene.freeMbps[drafted / 2];
        }
    }

    @Override
    public String name() {
        return "Dijkstra on int arrays (D)";
    }

    @Override
    public long answer(int question) {
        int source = scene.numbered.nodeOfDraft()[scene.source[question]];
        int target = scene.numbered.nodeOfDraft()[scene.target[question]];
        int mbps = scene.mbps[question];
        search++;
        size = 0;
        distance[source] = 0;
        seen[source] = search;
        push(source);
        while (size > 0) {
            long least = poll();
            int node = (int) least;
            int reached = (int) (least >>> 32);
            if (reached > distance[node]) {
                continue;
            }
            if (node == target) {
                return reached;
            }
            for (int arc = first[node]; arc < first[node + 1]; arc++) {
                if (free[arc] >= mbps) {
                    int next = head[arc];
                    int via = reached + latency[arc];
                    if (seen[next] != search || via < distance[next]) {
                        seen[next] = search;
                        distance[next] = via;
                        push((long) via << 32 | next);
                    }
                }
            }
        }
        return -1;
    }

    private void push(long entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int place = size++;
        while (place > 0 && heap[(place - 1) >>> 1] > entry) {
            heap[place] = heap[(place - 1) >>> 1];
            place = (place - 1) >>> 1;
        }
        heap[place] = entry;
    }

    private long poll() {
        long least = heap[0];
        long entry = heap[--size];
        int place = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= entry) {
                break;
            }
            heap[place] = heap[child];
            place = child;
            child = 2 * place + 1;
        }
        heap[place] = entry;
        return least;
    }
}
