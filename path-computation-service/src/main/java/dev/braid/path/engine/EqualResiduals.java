package dev.braid.path.engine;

/**
 * Chooses among equally good ways to add a second path: the one of the fewest steps, and of those the one whose arcs
 * were drawn first, whatever the bounds of the search were.
 */
final class EqualResiduals {
    private final ResidualSearch search;
    private int[] queue = {};
    private int count;
    private NetworkGraph graph;
    private Labels labels;
    private int bestArc;
    private int bestState;

    EqualResiduals(ResidualSearch search) {
        this.search = search;
    }

    /** Writes the steps and gives their count, or -1 where the load changed so much meanwhile that there are none. */
    int choose(long best, int[] steps) {
        graph = search.admission.load.graph();
        labels = search.labels;
        countSteps(best);
        int state = firstState();
        if (state < 0) {
            return -1;
        }
        int length = labels.hops(state, search.stamp);
        for (int step = 0; step < length; step++) {
            follow(state);
            if (bestState < 0) {
                return -1;
            }
            steps[step] = 2 * bestArc + (search.marks.has(bestArc) ? 1 : 0);
            state = bestState;
        }
        return length;
    }

    private void countSteps(long best) {
        if (queue.length < 2 * graph.nodeCount()) {
            queue = new int[2 * graph.nodeCount()];
        }
        count = 0;
        for (int target : search.admission.query.targets) {
            if (labels.reached(2 * target, search.stamp) && labels.key(2 * target) == best) {
                enter(2 * target, 0);
            }
        }
        for (int next = 0; next < count; next++) {
            int state = queue[next];
            int node = state >>> 1;
            int steps = labels.hops(state, search.stamp) + 1;
            if (search.stateEntered(node) == state) {
                enterByArcs(state, steps);
            }
            int place = search.marks.place(node);
            if ((state & 1) == 0 && place >= 0 && place < search.marks.length) {
                int after = graph.head[search.marks.arcs[place]];
                enterFromTaken(2 * after, state, steps);
                enterFromTaken(2 * after + 1, state, steps);
            }
        }
    }

    private void enterByArcs(int state, int steps) {
        int node = state >>> 1;
        for (int out = graph.firstOut[node]; out < graph.firstOut[node + 1]; out++) {
            int from = 2 * graph.head[out];
            if (isNew(from)
                    && !search.isTarget(graph.head[out])
                    && !search.marks.has(out)
                    && search.isTight(graph.mate[out], from, state)) {
                enter(from, steps);
            }
        }
    }

    private void enterFromTaken(int from, int to, int steps) {
        if (isNew(from) && !search.isTarget(from >>> 1) && labels.key(from) == labels.key(to)) {
            enter(from, steps);
        }
    }

    private boolean isNew(int state) {
        return labels.reached(state, search.stamp) && labels.hops(state, search.stamp) < 0;
    }

    private void enter(int state, int steps) {
        labels.hops(state, search.stamp, steps);
        queue[count++] = state;
    }

    private int firstState() {
        int fewest = Integer.MAX_VALUE;
        int first = -1;
        int firstArc = -1;
        for (int source : search.admission.query.sources) {
            int state = 2 * source;
            // One that is better reached over others is no start.
            boolean starts = labels.reached(state, search.stamp)
                    && (int) labels.cells[Labels.STRIDE * state + Labels.STAMP] == 0;
            int steps = starts ? labels.hops(state, search.stamp) : -1;
            if (steps > 0 && steps <= fewest) {
                follow(state);
                if (bestState >= 0 && (steps < fewest || graph.order[bestArc] < graph.order[firstArc])) {
                    fewest = steps;
                    first = state;
                    firstArc = bestArc;
                }
            }
        }
        return first;
    }

    /** Finds the step of the least arc that leads nearer. */
    private void follow(int state) {
        int node = state >>> 1;
        int steps = labels.hops(state, search.stamp) - 1;
        bestState = -1;
        bestArc = Integer.MAX_VALUE;
        int place = search.marks.place(node);
        if (place > 0) {
            int taken = search.marks.arcs[place - 1];
            int to = 2 * graph.tail[taken];
            if (leads(to, steps) && labels.key(to) == labels.key(state)) {
                bestArc = taken;
                bestState = to;
            }
        }
        if ((state & 1) != 0) {
            return;
        }
        for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1] && isDrawnFirst(arc); arc++) {
            int to = search.stateEntered(graph.head[arc]);
            if (leads(to, steps) && !search.marks.has(arc) && search.isTight(arc, state, to)) {
                bestArc = arc;
                bestState = to;
            }
        }
    }

    /** The arcs of a node are in the order in which they were drawn. */
    private boolean isDrawnFirst(int arc) {
        return bestState < 0 || graph.order[arc] < graph.order[bestArc];
    }

    private boolean leads(int state, int steps) {
        return labels.reached(state, search.stamp) && labels.hops(state, search.stamp) == steps;
    }
}
