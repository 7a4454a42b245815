package dev.braid.path.engine;

/** A heap of nodes in the order of a tree's distances, each at most once, that can move a node forward. */
final class NodeQueue {
    private final LeastTree tree;
    private final int[] heap;
    private final int[] placeOf;
    private int size;

    NodeQueue(LeastTree tree, int nodeCount) {
        this.tree = tree;
        this.heap = new int[nodeCount];
        this.placeOf = new int[nodeCount];
        java.util.Arrays.fill(placeOf, -1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds the node, or moves it forward after its distance fell. */
    void offer(int node) {
        int place = placeOf[node];
        if (place < 0) {
            place = size++;
        }
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!tree.nearer(node, heap[parent])) {
                break;
            }
            set(place, heap[parent]);
            place = parent;
        }
        set(place, node);
    }

    int poll() {
        int first = heap[0];
        placeOf[first] = -1;
        int last = heap[--size];
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(int node) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && tree.nearer(heap[child + 1], heap[child])) {
                child++;
            }
            if (!tree.nearer(heap[child], node)) {
                break;
            }
            set(place, heap[child]);
            place = child;
        }
        set(place, node);
    }

    private void set(int place, int node) {
        heap[place] = node;
        placeOf[node] = place;
    }
}
