package dev.braid.path.engine.recovery;

import dev.braid.path.engine.ArcFilter;
import dev.braid.path.engine.ArcRule;
import dev.braid.path.engine.GraphDraft;
import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathBounds;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.Weighing;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small networks with parallel links, ties and broken links, full of connections that ask for all kinds of things. */
final class PlacedNetwork {
    private static final Weighing[] WEIGHINGS = {Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS, new Weighing(2, 3, 1)
    };

    final NetworkGraph graph;
    final NetworkLoad load;
    final PlacedConnections table;

    /** By arc, when it was drawn. */
    final int[] drawn;

    /** By pair. */
    final long[] capacityBps;

    private final Random random;
    private final long unitBps;
    private final PathTerms[] terms;
    private final int[][] ends;

    /** Small enough for walking all paths. */
    static PlacedNetwork small(Random random) {
        PlacedNetwork network = new PlacedNetwork(random, 3 + random.nextInt(4), 5 + random.nextInt(7), 1);
        PlainRestoration plain = new PlainRestoration(network);
        for (int i = random.nextInt(25); i > 0; i--) {
            network.place(plain, network.randomRequest());
        }
        return network;
    }

    /** Large enough for many threads. */
    static PlacedNetwork large(Random random) {
        PlacedNetwork network = new PlacedNetwork(random, 60, 130, 20);
        for (int i = 0; i < 500; i++) {
            network.table.add(network.randomRequest(), new int[0], 0);
        }
        int[] all = IntStream.range(0, network.table.end()).toArray();
        new MassReroute(1)
                .run(network.table, network.load, new Outage(network.graph), OldPaths.BROKEN, all)
                .settleAll(network.table, network.load);
        return network;
    }

    private PlacedNetwork(Random random, int nodes, int links, int scale) {
        this.random = random;
        // So small that whole Mbit/s tell nothing, or beside their bounds.
        unitBps = random.nextBoolean() ? 1 : 700_000;
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < nodes; node++) {
            draft.node(random.nextInt(3), random.nextInt(3), random.nextInt(4));
        }
        for (int link = 0; link < links; link++) {
            int one = random.nextInt(nodes);
            int other = (one + 1 + random.nextInt(nodes - 1)) % nodes;
            int provider = random.nextInt(3);
            draft.arc(one, other, provider, random.nextBoolean(), random.nextInt(5));
            draft.arc(other, one, provider, random.nextBoolean(), random.nextInt(5));
        }
        GraphDraft.Numbered numbered =
                draft.numbered(IntStream.range(0, 2 * links).map(arc -> arc ^ 1).toArray());
        graph = numbered.graph();
        drawn = new int[2 * links];
        for (int arc = 0; arc < 2 * links; arc++) {
            drawn[numbered.arcOfDraft()[arc]] = arc;
        }
        long[] capacities = new long[2 * links];
        capacityBps = new long[links];
        for (int arc = 0; arc < 2 * links; arc++) {
            capacities[arc] = random.nextInt(9) * scale * unitBps;
        }
        for (int arc = 0; arc < 2 * links; arc++) {
            capacityBps[graph.pair(arc)] = Math.min(capacities[arc], capacities[graph.mate(arc)]);
        }
        load = new NetworkLoad(
                graph,
                random.longs(2L * links, 1, 6).toArray(),
                random.longs(2L * links, 0, 5).toArray(),
                capacities);
        for (int arc = 0; arc < 2 * links; arc++) {
            load.qualities().set(arc, random.nextInt(5), random.nextInt(5), random.nextInt(5));
            if (random.nextInt(15) == 0) {
                load.measure(arc, load.latencyUs(arc), false);
            }
        }
        terms = IntStream.range(0, 8).mapToObj(_ -> randomTerms()).toArray(PathTerms[]::new);
        ends = IntStream.range(0, nodes).mapToObj(this::randomEnd).toArray(int[][]::new);
        table = new PlacedConnections(graph);
    }

    private void place(PlainRestoration plain, ConnectionRequest request) {
        int[] path = plain.best(request, new Outage(graph), new int[0]);
        if (path.length == 0 || random.nextInt(10) == 0) {
            table.add(request, new int[0], 0);
        } else {
            table.add(request, path, path.length);
            plain.take(path, request.bandwidthBps());
            load.tryHold(path, path.length, request.bandwidthBps());
        }
    }

    private int[] randomEnd(int node) {
        // The first two are apart for certain.
        return node > 1 && random.nextInt(5) == 0
                ? IntStream.of(node, random.nextInt(graph.nodeCount()))
                        .sorted()
                        .distinct()
                        .toArray()
                : new int[] {node};
    }

    private PathTerms randomTerms() {
        PathBounds bounds = new PathBounds();
        for (Resource resource : Resource.values()) {
            if (random.nextInt(8) == 0) {
                bounds.most(resource, 3 + random.nextInt(12));
            }
        }
        ArcFilter filter = random.nextInt(3) == 0
                ? graph.filters().of(List.of(ArcRule.none(ArcRule.Subject.PROVIDER, bit(random.nextInt(3)))))
                : ArcFilter.ALL;
        int[][] waypoints = random.nextInt(6) == 0 ? new int[][] {{random.nextInt(graph.nodeCount())}} : new int[0][];
        return new PathTerms(WEIGHINGS[random.nextInt(WEIGHINGS.length)], filter, bounds, waypoints);
    }

    private static BitSet bit(int number) {
        BitSet bits = new BitSet();
        bits.set(number);
        return bits;
    }

    ConnectionRequest randomRequest() {
        int source = random.nextInt(ends.length);
        int target = random.nextInt(ends.length);
        while (shareNode(ends[source], ends[target])) {
            target = random.nextInt(ends.length);
            source = random.nextInt(ends.length);
        }
        int setup = random.nextInt(3);
        return new ConnectionRequest(
                ends[source],
                ends[target],
                random.nextInt(3) * unitBps + random.nextInt(2),
                setup,
                random.nextInt(setup + 1),
                random.nextInt(2),
                terms[random.nextInt(terms.length)]);
    }

    private static boolean shareNode(int[] one, int[] other) {
        return Arrays.stream(one).anyMatch(node -> Arrays.binarySearch(other, node) >= 0);
    }

    /** A link, node, provider, metro or risk group. */
    Outage randomOutage() {
        Outage outage = new Outage(graph);
        return switch (random.nextInt(5)) {
            case 0 -> outage.link(random.nextInt(graph.arcCount()));
            case 1 -> outage.node(random.nextInt(graph.nodeCount()));
            case 2 -> outage.provider(random.nextInt(3));
            case 3 -> outage.metro(random.nextInt(4));
            default -> outage.riskGroup(random.nextInt(graph.riskGroupCount()));
        };
    }

    /** What is left on every pair. */
    long[] residuals() {
        return residuals(load);
    }

    long[] residuals(NetworkLoad load) {
        long[] left = new long[capacityBps.length];
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            left[graph.pair(arc)] = load.residualBps(arc);
        }
        return left;
    }

    /** The same by a count of what the table has. */
    long[] counted() {
        long[] left = capacityBps.clone();
        for (int connection = 0; connection < table.end(); connection++) {
            for (int arc : table.has(connection) ? table.path(connection) : new int[0]) {
                left[graph.pair(arc)] -= table.bandwidthBps(connection);
            }
        }
        return left;
    }
}
