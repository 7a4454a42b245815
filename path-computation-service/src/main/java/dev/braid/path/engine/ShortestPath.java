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
    private final Descent descent = new Descent(admission);
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
        int mbps = admission.leastMbps();
        barred = barredNodes;
        limit = NONE;
        boolean found = findUnder(potentials.potential(load, known, mbps));
        if (descent.isBlocked() || settled > 2 * length + 8) {
            potentials.wasted(load, known, mbps, descent.isBlocked() ? settled : settled - length);
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
        reach(admission.load.graph().nodeCount());
        descent.forget();
        if (barred.count == 0 && limit == NONE && descent.find(potential, path)) {
            // No label is of this search: nobody has come nearer than the bounds say.
            stamp = labels.next(admission.load.graph().nodeCount());
            best = descent.key();
            length = descent.length();
            settled = length;
            sure = true;
            weigh(admission.load);
            return true;
        }
        best = search(admission.load, admission.query, potential);
        if (best != NONE) {
            extract(admission.load, potential.scale, best);
            weigh(admission.load);
        }
        return best != NONE;
    }

    private long search(NetworkLoad load, PathQuery query, Potential potential) {
        NetworkGraph graph = load.graph();
        int[] records = load.records;
        int[] firstOut = graph.firstOut;
        long[] bounds = potential.bounds;
        Onward onward = potential.onward;
        KeyScale scale = potential.scale;
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
            boolean late = false;
            if (readyCount > 0) {
                node = ready[--readyCount];
                if (cells[Labels.STRIDE * node] != level) {
                    continue;
                }
            } else {
                if (heap.isEmpty() || heap.leastKey() > last) {
                    break;
                }
                level = heap.leastKey();
                node = heap.poll();
                late = node < 0;
                if (late) {
                    node = ~node;
                } else if (cells[Labels.STRIDE * node] != level) {
                    continue;
                }
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
            long distance = cells[Labels.STRIDE * node] - toGo;
            int number = late || onward == null ? 0 : onward.numbers[node] & Onward.LARGEST_NUMBER;
            if (number > 0) {
                // The only arc that leads on as well as the bound says comes first; the others when their turn comes.
                int i = NetworkLoad.STRIDE * (firstOut[node] + number - 1);
                int head = records[i + NetworkLoad.HEAD];
                int cell = Labels.STRIDE * head;
                if (cells[cell + Labels.STAMP] >>> 32 != generation
                        && distance + key(scale, records, i) + bounds[head] == level
                        && admission.admits(i / NetworkLoad.STRIDE, records[i + NetworkLoad.FREE])) {
                    cells[cell + Labels.TO_GO] = bounds[head];
                    cells[cell] = level;
                    cells[cell + Labels.STAMP] = stamp | (i / NetworkLoad.STRIDE + 1);
                    ready[readyCount++] = head;
                    heap.push(distance + onward.otherwise[node], ~node);
                    continue;
                }
            }
            int end = firstOut[node + 1] * NetworkLoad.STRIDE;
            if (potential.awaited(records, firstOut[node] * NetworkLoad.STRIDE, end) < 0) {
                throw new AssertionError("a bound below 0 toward a target of " + query);
            }
            for (int i = firstOut[node] * NetworkLoad.STRIDE; i < end; i += NetworkLoad.STRIDE) {
                int arc = i / NetworkLoad.STRIDE;
                if (!admission.admits(arc, records[i + NetworkLoad.FREE])) {
                    continue;
                }
                int head = records[i + NetworkLoad.HEAD];
                int cell = Labels.STRIDE * head;
                long key = distance + key(scale, records, i);
                if (cells[cell + Labels.STAMP] >>> 32 == generation) {
                    key += cells[cell + Labels.TO_GO];
                    long known = cells[cell];
                    if (key >= known) {
                        tied |= key == known && (int) cells[cell + Labels.STAMP] != arc + 1;
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

    private static long key(KeyScale scale, int[] records, int record) {
        return scale.key(records[record + NetworkLoad.LATENCY], records[record + NetworkLoad.PRICE]);
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
        length = tied || scale.isCoarse() ? equalPaths.choose(admission, scale, stamp, best, path) : -1;
        sure = length >= 0 || !tied && !scale.isCoarse();
        if (length < 0) {
            length = labels.walkBack(goal, load.graph(), path);
        }
    }

    private void reach(int nodeCount) {
        if (path.length < nodeCount) {
            path = new int[nodeCount];
        }
    }

    private void weigh(NetworkLoad load) {
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
