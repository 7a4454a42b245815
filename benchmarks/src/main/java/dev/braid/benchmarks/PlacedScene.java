package dev.braid.benchmarks;

import dev.braid.path.engine.GraphDraft;
import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.ShortestPath;
import dev.braid.path.engine.recovery.ConnectionRequest;
import dev.braid.path.engine.recovery.PathTerms;
import dev.braid.path.engine.recovery.PlacedConnections;
import java.util.Arrays;
import java.util.Random;

/** A network that carries connections between its edges, each on the fastest path that had room when it came. */
final class PlacedScene {
    private static final int EDGES = 400;
    private static final int PRIORITIES = 8;

    final WanDraft wan;
    final GraphDraft.Numbered numbered;
    final NetworkGraph graph;
    final NetworkLoad load;
    final PlacedConnections table;

    /** The nodes at which connections end, in the numbers of the graph, each alone. */
    final int[][] edges;

    private final long[] capacityBps;
    private final int[] draftOfNode;

    /** So many that found room, their bandwidths log-normal about a median. */
    PlacedScene(WanDraft wan, int connections, double medianMbps) {
        this.wan = wan;
        this.numbered = Scene.numbered(wan);
        this.graph = numbered.graph();
        long[] latency = new long[graph.arcCount()];
        long[] price = new long[graph.arcCount()];
        capacityBps = new long[graph.arcCount()];
        for (int drafted = 0; drafted < graph.arcCount(); drafted++) {
            int arc = numbered.arcOfDraft()[drafted];
            latency[arc] = wan.latencyUs()[drafted / 2];
            price[arc] = wan.price()[drafted / 2];
            capacityBps[arc] = 1_000_000L * wan.capacityMbps()[drafted / 2];
        }
        load = new NetworkLoad(graph, latency, price, capacityBps);
        table = new PlacedConnections(graph);
        draftOfNode = new int[wan.nodes()];
        for (int drafted = 0; drafted < wan.nodes(); drafted++) {
            draftOfNode[numbered.nodeOfDraft()[drafted]] = drafted;
        }
        Random random = new Random(3);
        edges = random.ints(0, wan.nodes())
                .distinct()
                .limit(Math.min(EDGES, wan.nodes()))
                .mapToObj(node -> new int[] {node})
                .toArray(int[][]::new);
        place(random, connections, medianMbps);
    }

    private void place(Random random, int connections, double medianMbps) {
        ShortestPath search = new ShortestPath();
        PathQuery query = new PathQuery();
        while (table.count() < connections) {
            int source = random.nextInt(edges.length);
            int target = (source + 1 + random.nextInt(edges.length - 1)) % edges.length;
            long bps = bandwidthBps(random, medianMbps);
            int priority = random.nextInt(PRIORITIES);
            if (search.find(load, query.between(edges[source], edges[target]).bandwidthBps(bps))
                    && load.tryHold(search.arcs(), search.length(), bps)) {
                ConnectionRequest request = new ConnectionRequest(
                        edges[source], edges[target], bps, priority, priority, table.count(), PathTerms.FASTEST);
                table.add(request, search.arcs(), search.length());
            }
        }
    }

    static long bandwidthBps(Random random, double medianMbps) {
        return 1_000_000L * (1 + (long) (Math.exp(random.nextGaussian()) * medianMbps));
    }

    /** The node that most connections lead through and none ends at. */
    int hottestNode() {
        boolean[] edge = new boolean[graph.nodeCount()];
        for (int[] each : edges) {
            edge[each[0]] = true;
        }
        int hottest = -1;
        long most = -1;
        for (int node = 0; node < graph.nodeCount(); node++) {
            long over = 0;
            for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
                over += table.countOver(graph.pair(arc));
            }
            if (!edge[node] && over > most) {
                hottest = node;
                most = over;
            }
        }
        return hottest;
    }

    /** The arc of the link that most connections lead over. */
    int hottestArc() {
        int hottest = 0;
        for (int arc = 1; arc < graph.arcCount(); arc++) {
            if (table.countOver(graph.pair(arc)) > table.countOver(graph.pair(hottest))) {
                hottest = arc;
            }
        }
        return hottest;
    }

    /** The share of all capacity that is held. */
    double utilisation() {
        double capacity = Arrays.stream(capacityBps).sum();
        double free = 0;
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            free += load.residualBps(arc);
        }
        return 1 - free / capacity;
    }

    /** Fails unless what is left everywhere is what the connections of the table leave. */
    void requireBooked() {
        long[] left = capacityBps.clone();
        for (int connection = 0; connection < table.end(); connection++) {
            for (int hop = 0; table.has(connection) && hop < table.length(connection); hop++) {
                int arc = table.arc(connection, hop);
                left[arc] -= table.bandwidthBps(connection);
                left[graph.mate(arc)] -= table.bandwidthBps(connection);
            }
        }
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            if (left[arc] < 0 || left[arc] != load.residualBps(arc)) {
                throw new IllegalStateException("Arc %d has %d bit/s left, and by the table %d"
                        .formatted(arc, load.residualBps(arc), left[arc]));
            }
        }
    }

    /** The questions of some of these connections on the load as it is, for the arms of single paths. */
    Scene questions(int[] connections) {
        int[] freeMbps = new int[wan.links()];
        for (int link = 0; link < wan.links(); link++) {
            int arc = numbered.arcOfDraft()[2 * link];
            boolean usable = load.usable(arc) && load.usable(graph.mate(arc));
            freeMbps[link] = usable ? (int) (load.residualBps(arc) / 1_000_000) : 0;
        }
        int[] source = new int[Scene.QUESTIONS];
        int[] target = new int[Scene.QUESTIONS];
        int[] mbps = new int[Scene.QUESTIONS];
        for (int question = 0; question < Scene.QUESTIONS; question++) {
            int connection = connections[(int) ((long) question * connections.length / Scene.QUESTIONS)];
            ConnectionRequest request = table.request(connection);
            source[question] = draftOfNode[request.sources()[0]];
            target[question] = draftOfNode[request.targets()[0]];
            mbps[question] = (int) (request.bandwidthBps() / 1_000_000);
        }
        return new Scene(wan, numbered, freeMbps, source, target, mbps);
    }
}
