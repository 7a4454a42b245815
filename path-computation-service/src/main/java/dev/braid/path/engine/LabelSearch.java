package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The best path under bounds, through waypoints in order, exactly. Labels are settled in the order of the least key
 * they can still come to; one that can no longer keep a bound is never made, and one is dropped where another at the
 * same node is better or preferred and has used no more of anything. Where cached bounds let too much through, the
 * search starts again on the least that remains under this very query.
 */
final class LabelSearch {
    static final int NONE = PathLabels.NONE;
    private static final int[][] NO_WAYPOINTS = {};

    private final Remainders remainders = new Remainders();
    private final PathLabels labels;
    private final WatchedNodes watched = new WatchedNodes();
    private final NodeHeap heap = new NodeHeap();
    private final Admission admission = new Admission();
    private final Resource[] resources = new Resource[Resource.COUNT];
    private final int[][] records = new int[Resource.COUNT][];
    private final int[] offsets = new int[Resource.COUNT];
    private final long[] most = new long[Resource.COUNT];
    private int resourceCount;
    private int[] path = new int[64];
    private int length;
    private int settled;
    private boolean tightened;

    /** After so many labels for each node and figure, bounds of the query's own are worked out. */
    private final int patience;

    private boolean spent;
    private int mostRoom;

    /** The resource that each further path has to use less of, or none where only one is looked for. */
    private int falling = NONE;

    private long best;
    private int goal;

    LabelSearch(int patience, int budget) {
        this.patience = patience;
        this.labels = new PathLabels(budget);
    }

    /** Prepares for the best path. */
    void start(NetworkLoad load, PathQuery query, int[][] waypoints, PathBounds bounds) {
        start(load, query, waypoints, bounds, null);
    }

    /** Prepares for paths of which each uses less of a bounded resource than the one before. */
    void start(NetworkLoad load, PathQuery query, int[][] waypoints, PathBounds bounds, Resource ofLess) {
        admission.set(load, query);
        resourceCount = bounds.bounded(resources);
        falling = NONE;
        for (int i = 0; i < resourceCount; i++) {
            records[i] = resources[i].records(load);
            offsets[i] = resources[i].offset;
            most[i] = bounds.most(resources[i]);
            falling = resources[i] == ofLess ? i : falling;
        }
        int[][] between = waypoints == null ? NO_WAYPOINTS : waypoints;
        remainders.lookUp(load, query, between, resources, resourceCount, admission.leastMbps());
        watched.clear(load.graph().nodeCount());
        tightened = false;
        settled = 0;
        restart();
    }

    private void restart() {
        NetworkGraph graph = admission.load.graph();
        labels.clear(graph.order, remainders.stretches * graph.nodeCount(), resourceCount, watched.words());
        heap.clear();
        spent = false;
        best = Long.MAX_VALUE;
        goal = NONE;
        for (int source : admission.query.sources) {
            int stretch = remainders.stretchAt(source, 0);
            int label = labels.draft();
            int state = stretch * graph.nodeCount() + source;
            labels.describe(label, 0, state, NONE, NONE);
            Arrays.fill(labels.cells, label + PathLabels.USED, label + PathLabels.USED + resourceCount, 0);
            long key = remainders.reaches(labels, label, stretch, source, most);
            if (key < KeyScale.UNREACHABLE) {
                visit(label, source);
                labels.keep();
                heap.push(key, label);
            }
        }
    }

    /** Finds the next path; says whether there is one. Each is without a loop. */
    boolean next() {
        int before = settled;
        boolean simple = false;
        while (!simple) {
            search();
            if (goal == NONE) {
                break;
            }
            extract();
            simple = remainders.stretches == 1 || !watched.watchRepeated(admission.load.graph(), path, length);
            if (!simple) {
                restart();
            }
        }
        remainders.wasted(admission.load, Math.max(0, settled - before - 2 * length));
        if (simple && falling != NONE) {
            most[falling] = labels.used(goal, falling) - 1;
            best = Long.MAX_VALUE;
            goal = NONE;
        }
        return simple;
    }

    private void search() {
        int nodes = admission.load.graph().nodeCount();
        int lastStretch = remainders.stretches - 1;
        long[] toTarget = remainders.bounds[lastStretch * remainders.figures];
        int patient = patience * remainders.stretches * remainders.figures * nodes;
        while (!heap.isEmpty() && heap.leastKey() <= best) {
            int label = heap.poll();
            int state = labels.state(label);
            int stretch = lastStretch == 0 ? 0 : state / nodes;
            int node = state - stretch * nodes;
            if (falling != NONE && remainders.reaches(labels, label, stretch, node, most) >= KeyScale.UNREACHABLE) {
                continue;
            }
            if (stretch == lastStretch && toTarget[node] == 0) {
                arrive(label);
                continue;
            }
            if (labels.isDominated(label, state)) {
                continue;
            }
            labels.settle(label);
            settled++;
            expand(label, node, stretch);
            spent = labels.isFull();
            if ((spent || settled > patient) && !tightened) {
                tightened = true;
                remainders.tighten(admission, resources);
                toTarget = remainders.bounds[lastStretch * remainders.figures];
                restart();
            } else if (spent) {
                return;
            }
        }
    }

    private void arrive(int label) {
        long key = labels.cells[label];
        boolean better = goal == NONE || key < best;
        if (!better && key == best) {
            long less = falling == NONE ? 0 : labels.used(label, falling) - labels.used(goal, falling);
            better = less < 0 || less == 0 && labels.isPreferred(label, goal);
        }
        if (better) {
            best = key;
            goal = label;
        }
    }

    private void expand(int from, int node, int stretch) {
        NetworkLoad load = admission.load;
        int[] arcs = load.records;
        KeyScale scale = remainders.scale;
        int end = load.graph().firstOut[node + 1];
        for (int arc = load.graph().firstOut[node]; arc < end && !labels.isFull(); arc++) {
            if (!admission.admits(arc)) {
                continue;
            }
            int record = NetworkLoad.STRIDE * arc;
            int head = arcs[record + NetworkLoad.HEAD];
            int number = watched.count() == 0 ? WatchedNodes.NOT_WATCHED : watched.number(head);
            if (number != WatchedNodes.NOT_WATCHED && labels.hasBeenAt(from, number)) {
                continue;
            }
            int label = labels.draft();
            long[] cells = labels.cells;
            cells[label] =
                    cells[from] + scale.key(arcs[record + NetworkLoad.LATENCY], arcs[record + NetworkLoad.PRICE]);
            for (int i = 0; i < resourceCount; i++) {
                cells[label + PathLabels.USED + i] =
                        cells[from + PathLabels.USED + i] + records[i][record + offsets[i]];
            }
            int on = remainders.stretches == 1 ? 0 : remainders.stretchAt(head, stretch);
            long key = remainders.reaches(labels, label, on, head, most);
            if (key < KeyScale.UNREACHABLE && (key <= best || falling != NONE)) {
                int state = on * load.graph().nodeCount() + head;
                labels.describe(label, cells[label], state, from, arc);
                if (number != WatchedNodes.NOT_WATCHED) {
                    labels.visit(label, number);
                }
                if (!labels.isDominated(label, state)) {
                    labels.keep();
                    heap.push(key, label);
                }
            }
        }
    }

    private void visit(int label, int node) {
        if (watched.count() > 0 && watched.number(node) != WatchedNodes.NOT_WATCHED) {
            labels.visit(label, watched.number(node));
        }
    }

    private void extract() {
        length = labels.hops(goal);
        if (path.length < length) {
            path = new int[2 * length];
        }
        int label = goal;
        for (int hop = length - 1; hop >= 0; hop--) {
            path[hop] = labels.arc(label);
            label = labels.parent(label);
        }
    }

    /** Whether the search stopped because it kept as many labels as it may: then nothing found proves nothing. */
    boolean spent() {
        return spent;
    }

    /** Gives most of the room back that labels took; the path found stays, and no next one can be looked for. */
    void end() {
        mostRoom = labels.room();
        labels.trim();
        heap.trim();
    }

    /** How many longs labels had room for in the last search. */
    int mostRoom() {
        return mostRoom;
    }

    /** How many longs labels have room for now. */
    int room() {
        return labels.room();
    }

    int size() {
        return labels.size();
    }

    int[] path() {
        return path;
    }

    int length() {
        return length;
    }

    int settled() {
        return settled;
    }
}
