package dev.braid.path.engine;

/**
 * The best single path, exactly: least weight, then least second weight, then fewest hops, then the one whose arcs
 * were drawn first. A* under cached lower bounds; the bounds change how long it takes, never what it finds. Works in
 * arrays of its own, so each thread has one, and makes no garbage.
 */
public final class ShortestPath {
    private static final long NONE = Long.MAX_VALUE;

    /** After so many nodes, and each time there are four times as many, a look backwards tells if there is a way. */
    private static final int FIRST_PROBE = 64;

    final Labels labels = new Labels();
    private final NodeHeap heap = new NodeHeap();
    final Admission admission = new Admission();
    private final BackwardProbe probe = new BackwardProbe();
    private final EqualPaths equalPaths = new EqualPaths(labels);

    /** Nodes whose key is the least there is: they need no heap. */
    private int[] ready = new int[64];

    private int[] path = new int[64];
    private int length;
    private NodeList barred = NodeList.NONE;
    private long limit = NONE;
    private int settled;
    private int goal;
    private boolean tied;
    private boolean sure;

    /** Of the last search: the stamp of its labels, the key of what it found, and under which bounds. */
    long stamp;

    long best;
    Potential bounds;

    private long latencyUs;
    private long priceMicrosPerGbpsHour;

    /** Looks for the path on the load as it is; says whether there is one. */
    public boolean find(NetworkLoad load, PathQuery query) {
        return find(load, query, NodeList.NONE);
    }

    /** The same without the barred nodes. */
    boolean find(NetworkLoad load, PathQuery query, NodeList barredNodes) {
        admission.set(load, query);
        Potentials potentials = load.potentials();
        TargetPotentials known = potentials.toward(query.targets, query.weighing);
        int bandwidthClass = admission.bandwidthClass();
        barred = barredNodes;
        limit = NONE;
        boolean found = findUnder(potentials.potential(load, known, bandwidthClass));
        if (settled > 2 * length + 8) {
            potentials.wasted(load, known, bandwidthClass, settled - length);
        }
        return found;
    }

    /** The same under bounds that the caller has, and only a path whose key is not above the limit; learns nothing. */
    boolean find(NetworkLoad load, PathQuery query, Potential potential, NodeList barredNodes, long largestKey) {
        admission.set(load, query);
        barred = barredNodes;
        limit = largestKey;
        return findUnder(potential);
    }

    private boolean findUnder(Potential potential) {
        bounds = potential;
        length = 0;
        best = search(admission.load, admission.query, potential);
        if (best != NONE) {
            extract(admission.load, potential.scale, best);
        }
        return best != NONE;
    }

    private long search(NetworkLoad load, PathQuery query, Potential potential) {
        NetworkGraph graph = load.graph();
        int[] records = load.records;
        int[] firstOut = graph.firstOut;
        long[] bounds = potential.bounds;
        KeyScale scale = potential.scale;
        long perMicrosecond = scale.perMicrosecond();
        long perPriceMicro = scale.perPriceMicro();
        long perHop = scale.perHop();
        int second = scale.second();
        int roundUp = scale.roundUp();
        int coarse = scale.coarse();
        int need = admission.need;
        long[] admitted = query.filter.bits;
        boolean refusals = query.refusedArcs.length > 0;
        NodeHeap heap = this.heap;
        stamp = labels.next(graph.nodeCount());
        long stamp = this.stamp;
        long generation = stamp >>> 32;
        long[] cells = labels.cells;
        if (ready.length < graph.nodeCount()) {
            ready = new int[graph.nodeCount()];
        }
        int[] ready = this.ready;
        int readyCount = 0;
        int nextProbe = FIRST_PROBE;
        settled = 0;
        goal = -1;
        tied = false;
        long best = NONE;
        long last = limit;
        long level = -1;
        start(query.sources, bounds);
        while (true) {
            int node;
            if (readyCount > 0) {
                node = ready[--readyCount];
                if (cells[Labels.STRIDE * node] != level) {
                    continue;
                }
            } else {
                if (heap.isEmpty() || heap.leastKey() > last) {
                    break;
                }
                long key = heap.leastKey();
                node = heap.poll();
                if (cells[Labels.STRIDE * node] != key) {
                    continue;
                }
                level = key;
            }
            long toGo = cells[Labels.STRIDE * node + Labels.TO_GO];
            if (toGo == 0) {
                tied |= best == level;
                if (level < best) {
                    best = level;
                    last = scale.lastEqual(best);
                    goal = node;
                }
                continue;
            }
            if (++settled == nextProbe) {
                nextProbe = best == NONE ? probe.look(admission, barred, settled) : BackwardProbe.NEVER;
                if (nextProbe == BackwardProbe.NO_WAY) {
                    break;
                }
            }
            long distance = level - toGo;
            int end = firstOut[node + 1] * NetworkLoad.STRIDE;
            if (potential.awaited(records, firstOut[node] * NetworkLoad.STRIDE, end) < 0) {
                throw new AssertionError("a bound below 0 toward a target of " + query);
            }
            for (int i = firstOut[node] * NetworkLoad.STRIDE; i < end; i += NetworkLoad.STRIDE) {
                int free = records[i + NetworkLoad.FREE];
                if (free < need && !admission.hasRoom(i / NetworkLoad.STRIDE, free)) {
                    continue;
                }
                int arc = i / NetworkLoad.STRIDE;
                if (admitted != null && (admitted[arc >>> 6] >>> arc & 1) == 0 || refusals && query.refuses(arc)) {
                    continue;
                }
                int head = records[i + NetworkLoad.HEAD];
                int cell = Labels.STRIDE * head;
                long key = distance
                        + perMicrosecond * records[i + NetworkLoad.LATENCY]
                        + perPriceMicro * records[i + NetworkLoad.PRICE]
                        + perHop
                        + ((records[i + second] + roundUp) >>> coarse);
                if (cells[cell + Labels.STAMP] >>> 32 == generation) {
                    key += cells[cell + Labels.TO_GO];
                    long known = cells[cell];
                    if (key >= known) {
                        tied |= key == known;
                        continue;
                    }
                } else {
                    long bound = bounds[head];
                    if (bound >= KeyScale.UNREACHABLE) {
                        continue;
                    }
                    key += bound;
                    cells[cell + Labels.TO_GO] = bound;
                }
                cells[cell] = key;
                cells[cell + Labels.STAMP] = stamp | (arc + 1);
                if (key == level) {
                    ready[readyCount++] = head;
                } else {
                    heap.push(key, head);
                }
            }
        }
        return best;
    }

    private void start(int[] sources, long[] bounds) {
        // No way to a barred node is better than the one it seems to have.
        for (int i = 0; i < barred.count; i++) {
            labels.set(barred.nodes[i], Long.MIN_VALUE, 0, stamp);
        }
        heap.clear();
        for (int source : sources) {
            if (bounds[source] < KeyScale.UNREACHABLE) {
                labels.set(source, bounds[source], bounds[source], stamp);
                heap.push(bounds[source], source);
            }
        }
    }

    private void extract(NetworkLoad load, KeyScale scale, long best) {
        if (path.length < load.graph().nodeCount()) {
            path = new int[load.graph().nodeCount()];
        }
        length = tied || scale.isCoarse() ? equalPaths.choose(admission, scale, stamp, best, path) : -1;
        sure = length >= 0 || !tied && !scale.isCoarse();
        if (length < 0) {
            length = labels.walkBack(goal, load.graph(), path);
        }
        latencyUs = 0;
        priceMicrosPerGbpsHour = 0;
        for (int hop = 0; hop < length; hop++) {
            latencyUs += load.latencyUs(path[hop]);
            priceMicrosPerGbpsHour += load.priceMicrosPerGbpsHour(path[hop]);
        }
    }

    /** How many arcs the path found has. */
    public int length() {
        return length;
    }

    /** The arcs of the path found in order; only the first {@link #length} count, and the next search changes them. */
    public int[] arcs() {
        return path;
    }

    /** The latency of the path found. */
    public long latencyUs() {
        return latencyUs;
    }

    /** The rate of the path found. */
    public long priceMicrosPerGbpsHour() {
        return priceMicrosPerGbpsHour;
    }

    /** Whether it is the one among equals for certain: not where links filled up while it was chosen. */
    public boolean isSure() {
        return sure;
    }

    /** How many nodes the last search settled, for measuring bounds. */
    public int settled() {
        return settled;
    }
}
