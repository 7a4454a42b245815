package dev.braid.path.engine;

/**
 * The best way to add a second path to a first one, where arcs of the first may be taken back: the second half of
 * Suurballe's algorithm. What the search for the first path learned makes every step cost at least nothing, taking back
 * costs nothing at all, and bounds still lead to the targets. Where paths may not meet, a node of the first path has
 * two states: whoever enters it from outside can only take the first path back from there.
 */
final class ResidualSearch {
    static final long NONE = Long.MAX_VALUE;

    /** Two for each node: even where any arc may follow, odd where only the first path can be taken back. */
    final Labels labels = new Labels();

    final PathMarks marks = new PathMarks();
    private final NodeHeap heap = new NodeHeap();
    private final EqualResiduals equal = new EqualResiduals(this);

    /** States whose key is the least there is: they need no heap. */
    private int[] ready = new int[64];

    private int readyCount;
    private int goal;
    private boolean tied;

    Admission admission;
    boolean nodesApart;
    long stamp;
    private ShortestPath first;
    private long[] bounds;
    private long level;
    private long best;

    /** The steps found, each an arc doubled, plus one where it is taken back. */
    int[] steps = new int[64];

    int stepCount;

    /** Looks for the steps that follow on the first path, which was just found; says whether there are any. */
    boolean find(ShortestPath afterFirst, boolean apartInNodes) {
        first = afterFirst;
        admission = first.admission;
        nodesApart = apartInNodes;
        bounds = first.bounds.bounds;
        NetworkGraph graph = admission.load.graph();
        marks.set(graph, first.arcs(), first.length());
        int states = 2 * graph.nodeCount();
        if (ready.length < states) {
            ready = new int[states];
            steps = new int[states];
        }
        stamp = labels.next(states);
        search(graph);
        if (best == NONE) {
            return false;
        }
        stepCount = tied ? equal.choose(best, steps) : -1;
        if (stepCount < 0) {
            walkBack(graph);
        }
        return true;
    }

    private void search(NetworkGraph graph) {
        heap.clear();
        readyCount = 0;
        goal = -1;
        tied = false;
        level = -1;
        for (int source : admission.query.sources) {
            if (bounds[source] < KeyScale.UNREACHABLE) {
                reach(2 * source, correction(source), correction(source), 0);
            }
        }
        best = NONE;
        for (int state = next(); state >= 0; state = next()) {
            int node = state >>> 1;
            if (isTarget(node)) {
                tied |= level == best;
                if (level < best) {
                    best = level;
                    goal = state;
                }
                continue;
            }
            int place = marks.place(node);
            if (place > 0) {
                int taken = marks.arcs[place - 1];
                int tail = graph.tail[taken];
                reach(2 * tail, level, correction(tail), code(taken, state));
            }
            if ((state & 1) == 0) {
                expand(state, place >= 0);
            }
        }
    }

    /** Over arcs that are not on the first path. */
    private void expand(int state, boolean onFirst) {
        NetworkLoad load = admission.load;
        int[] records = load.records;
        int[] firstOut = load.graph().firstOut;
        KeyScale scale = first.bounds.scale;
        long[] cells = labels.cells;
        long generation = stamp >>> 32;
        long distance = level - cells[Labels.STRIDE * state + Labels.TO_GO];
        int end = firstOut[(state >>> 1) + 1] * NetworkLoad.STRIDE;
        for (int record = firstOut[state >>> 1] * NetworkLoad.STRIDE; record < end; record += NetworkLoad.STRIDE) {
            int arc = record / NetworkLoad.STRIDE;
            if (!admission.admits(arc) || onFirst && marks.has(arc)) {
                continue;
            }
            int head = records[record + NetworkLoad.HEAD];
            int entered = stateEntered(head);
            int cell = Labels.STRIDE * entered;
            boolean known = cells[cell + Labels.STAMP] >>> 32 == generation;
            if (!known && bounds[head] >= KeyScale.UNREACHABLE) {
                continue;
            }
            long correction = known ? cells[cell + Labels.TO_GO] : correction(head);
            long key = distance
                    + scale.key(records[record + NetworkLoad.LATENCY], records[record + NetworkLoad.PRICE])
                    + correction;
            // Less only where the load changed meanwhile.
            reach(entered, Math.max(key, level), correction, code(arc, 0));
        }
    }

    private int next() {
        while (true) {
            int state;
            if (readyCount > 0) {
                state = ready[--readyCount];
            } else {
                if (heap.isEmpty() || heap.leastKey() > best) {
                    return -1;
                }
                level = heap.leastKey();
                state = heap.poll();
            }
            // A state may be in the heap with a key it had before.
            if (labels.cells[Labels.STRIDE * state] == level) {
                return state;
            }
        }
    }

    private void reach(int state, long key, long correction, int code) {
        int cell = Labels.STRIDE * state;
        long[] cells = labels.cells;
        if (cells[cell + Labels.STAMP] >>> 32 == stamp >>> 32 && key >= cells[cell]) {
            tied |= key == cells[cell];
            return;
        }
        cells[cell] = key;
        cells[cell + Labels.TO_GO] = correction;
        cells[cell + Labels.STAMP] = stamp | code;
        if (key == level && readyCount < ready.length) {
            ready[readyCount++] = state;
        } else {
            heap.push(key, state);
        }
    }

    /** Never 0, and even where the state that the arc is taken back from was an odd one. */
    private static int code(int arc, int state) {
        return 2 * (arc + 1) - (state & 1);
    }

    /** What is to go from the node, less what the first search knows of the way there. */
    private long correction(int node) {
        if (first.labels.reached(node, first.stamp)) {
            int cell = Labels.STRIDE * node;
            return first.labels.cells[cell + Labels.TO_GO] - Math.min(first.labels.cells[cell], first.best);
        }
        return bounds[node] - first.best;
    }

    int stateEntered(int node) {
        return 2 * node + (nodesApart && marks.isInterior(node) ? 1 : 0);
    }

    boolean isTarget(int node) {
        return bounds[node] == 0;
    }

    /** Whether the arc, not of the first path, leads from one state to the other on a best way there. */
    boolean isTight(int arc, int from, int to) {
        NetworkLoad load = admission.load;
        long key = labels.distance(from)
                + first.bounds.scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc))
                + labels.cells[Labels.STRIDE * to + Labels.TO_GO];
        return key == labels.key(to) && admission.admits(arc);
    }

    private void walkBack(NetworkGraph graph) {
        stepCount = 0;
        int state = goal;
        for (int code = code(state); code > 0; code = code(state)) {
            int arc = (code + 1) / 2 - 1;
            boolean back = marks.has(arc);
            steps[stepCount++] = 2 * arc + (back ? 1 : 0);
            state = back ? 2 * graph.head[arc] + (code & 1) : 2 * graph.tail[arc];
        }
    }

    private int code(int state) {
        return (int) labels.cells[Labels.STRIDE * state + Labels.STAMP];
    }
}
