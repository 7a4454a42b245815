package dev.braid.path.engine;

import java.util.Arrays;

/** The least that remains to the nearest target under a query, over the links that admit it: trees in arrays it keeps. */
final class ExactTrees {
    private final NodeHeap heap = new NodeHeap();
    private long[][] trees = {};

    long[] keys(Admission admission, int place, int[] targets, KeyScale scale) {
        long[] tree = start(admission, place, targets);
        NetworkLoad load = admission.load;
        while (!heap.isEmpty()) {
            long key = heap.leastKey();
            int node = heap.poll();
            if (key == tree[node]) {
                NetworkGraph graph = load.graph();
                for (int out = graph.firstOut[node]; out < graph.firstOut[node + 1]; out++) {
                    int arc = graph.mate[out];
                    improve(
                            admission,
                            arc,
                            tree,
                            key + scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc)));
                }
            }
        }
        return tree;
    }

    long[] units(Admission admission, int place, int[] targets, Resource resource) {
        long[] tree = start(admission, place, targets);
        NetworkGraph graph = admission.load.graph();
        int[] records = resource.records(admission.load);
        while (!heap.isEmpty()) {
            long used = heap.leastKey();
            int node = heap.poll();
            if (used == tree[node]) {
                for (int out = graph.firstOut[node]; out < graph.firstOut[node + 1]; out++) {
                    int arc = graph.mate[out];
                    improve(admission, arc, tree, used + records[NetworkLoad.STRIDE * arc + resource.offset]);
                }
            }
        }
        return tree;
    }

    private void improve(Admission admission, int arc, long[] tree, long via) {
        int tail = admission.load.graph().tail[arc];
        if (via < tree[tail] && admission.admits(arc)) {
            tree[tail] = via;
            heap.push(via, tail);
        }
    }

    private long[] start(Admission admission, int place, int[] targets) {
        int nodes = admission.load.graph().nodeCount();
        if (trees.length <= place) {
            trees = Arrays.copyOf(trees, place + Resource.COUNT + 1);
        }
        if (trees[place] == null || trees[place].length < nodes) {
            trees[place] = new long[nodes];
        }
        long[] tree = trees[place];
        Arrays.fill(tree, KeyScale.UNREACHABLE);
        heap.clear();
        for (int target : targets) {
            tree[target] = 0;
            heap.push(0, target);
        }
        return tree;
    }
}
