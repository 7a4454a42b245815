package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathBounds;
import dev.braid.path.engine.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plain oracle: one connection after the other, each on the best of all paths that have room, on a copy of what is left. */
final class PlainRestoration {
    private final NetworkLoad load;
    private final NetworkGraph graph;
    private final PlacedConnections table;
    private final int[] drawn;
    final long[] left;

    /** What was decided, as text: the connection and its new path, or none. */
    final List<String> answers = new ArrayList<>();

    /** The same by connection. */
    final Map<Integer, int[]> paths = new HashMap<>();

    private ConnectionRequest request;
    private Outage outage;
    private int[] held;
    private int[] best;
    private final List<Integer> walked = new ArrayList<>();

    PlainRestoration(PlacedNetwork network) {
        this.load = network.load;
        this.graph = network.graph;
        this.table = network.table;
        this.drawn = network.drawn;
        this.left = network.residuals();
    }

    void restore(Outage out, OldPaths oldPaths, int[] connections) {
        List<Integer> order = new ArrayList<>(Arrays.stream(connections).boxed().toList());
        order.sort(Comparator.comparingInt((Integer connection) -> table.setupPriority(connection))
                .thenComparingInt(table::holdPriority)
                .thenComparing(Comparator.comparingLong((Integer connection) -> table.bandwidthBps(connection))
                        .reversed())
                .thenComparingLong(connection -> table.request(connection).rank())
                .thenComparingInt(connection -> connection));
        for (int connection : order) {
            if (isBroken(out, oldPaths, connection)) {
                take(table.path(connection), -table.bandwidthBps(connection));
            }
        }
        for (int connection : order) {
            int[] keeps = isBroken(out, oldPaths, connection) ? new int[0] : table.path(connection);
            int[] path = best(table.request(connection), out, keeps);
            paths.put(connection, path);
            answers.add(connection + (path.length == 0 ? " none" : " " + Arrays.toString(path)));
            for (int arc : path) {
                if (Arrays.stream(keeps).noneMatch(kept -> graph.pair(kept) == graph.pair(arc))) {
                    left[graph.pair(arc)] -= table.bandwidthBps(connection);
                }
            }
        }
    }

    private boolean isBroken(Outage out, OldPaths oldPaths, int connection) {
        return oldPaths == OldPaths.BROKEN
                && Arrays.stream(table.path(connection)).anyMatch(out::has);
    }

    void take(int[] path, long bandwidthBps) {
        for (int arc : path) {
            left[graph.pair(arc)] -= bandwidthBps;
        }
    }

    /** The best path, of no arcs where there is none. */
    int[] best(ConnectionRequest forRequest, Outage out, int[] keeps) {
        request = forRequest;
        outage = out;
        held = keeps;
        best = null;
        for (int source : request.sources()) {
            walk(source);
        }
        return best == null ? new int[0] : best;
    }

    private void walk(int node) {
        if (contains(request.targets(), node)) {
            // And on: a waypoint may stand behind the one target and before the other.
            arrive();
        }
        for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
            if (admits(arc) && !hasBeenAt(graph.head(arc))) {
                walked.add(arc);
                walk(graph.head(arc));
                walked.removeLast();
            }
        }
    }

    private boolean hasBeenAt(int node) {
        return walked.stream().anyMatch(arc -> graph.tail(arc) == node);
    }

    private boolean admits(int arc) {
        int pair = graph.pair(arc);
        return !outage.has(arc)
                && load.usable(arc)
                && load.usable(graph.mate(arc))
                && request.terms().filter().admits(arc)
                && (left[pair] >= request.bandwidthBps()
                        || Arrays.stream(held).anyMatch(kept -> graph.pair(kept) == pair));
    }

    private static boolean contains(int[] nodes, int node) {
        return Arrays.stream(nodes).anyMatch(each -> each == node);
    }

    private void arrive() {
        for (Resource resource : Resource.values()) {
            long most = request.terms().bounds().most(resource);
            if (most != PathBounds.ANY
                    && walked.stream().mapToLong(arc -> used(resource, arc)).sum() > most) {
                return;
            }
        }
        if (!leadsThroughWaypoints()) {
            return;
        }
        int[] path = walked.stream().mapToInt(arc -> arc).toArray();
        if (best == null || compare(path, best) < 0) {
            best = path;
        }
    }

    private boolean leadsThroughWaypoints() {
        int next = 0;
        int[][] waypoints = request.terms().waypoints();
        for (int hop = 0; hop <= walked.size(); hop++) {
            int node = hop == 0 ? graph.tail(walked.getFirst()) : graph.head(walked.get(hop - 1));
            while (next < waypoints.length && contains(waypoints[next], node)) {
                next++;
            }
        }
        return next == waypoints.length;
    }

    private long used(Resource resource, int arc) {
        return switch (resource) {
            case LATENCY -> load.latencyUs(arc);
            case PRICE -> load.priceMicrosPerGbpsHour(arc);
            case HOPS -> 1;
            case JITTER, LOSS, UNAVAILABILITY -> load.qualities().used(arc, resource);
        };
    }

    private int compare(int[] one, int[] other) {
        Comparator<int[]> order = Comparator.comparingLong((int[] path) -> weight(path))
                .thenComparingLong(this::second)
                .thenComparingInt(path -> path.length)
                .thenComparing((left1, right) -> {
                    int differ = Arrays.mismatch(left1, right);
                    return differ < 0 ? 0 : Integer.compare(drawn[left1[differ]], drawn[right[differ]]);
                });
        return order.compare(one, other);
    }

    private long weight(int[] path) {
        var weighing = request.terms().weighing();
        return weighing.perMicrosecond() * sum(Resource.LATENCY, path)
                + weighing.perPriceMicro() * sum(Resource.PRICE, path)
                + weighing.perHop() * path.length;
    }

    private long second(int[] path) {
        var weighing = request.terms().weighing();
        boolean latencyOnly = weighing.perPriceMicro() == 0 && weighing.perHop() == 0;
        return sum(latencyOnly ? Resource.PRICE : Resource.LATENCY, path);
    }

    private long sum(Resource resource, int[] path) {
        return Arrays.stream(path).mapToLong(arc -> used(resource, arc)).sum();
    }
}
