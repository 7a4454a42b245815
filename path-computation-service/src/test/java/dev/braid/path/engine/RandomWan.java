package dev.braid.path.engine;

import java.util.Random;
import java.util.stream.IntStream;

/** Networks of some size, with parallel links and, where weights are few, with many equal paths. */
final class RandomWan {
    private RandomWan() {}

    static NetworkLoad load(Random random, int nodes, int weights) {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < nodes; node++) {
            draft.node(random.nextInt(4), random.nextInt(5), random.nextInt(7));
        }
        int links = nodes * 2;
        for (int link = 0; link < links; link++) {
            int one = link < nodes - 1 ? link + 1 : random.nextInt(nodes);
            int reach = Math.max(1, nodes / 8);
            int other = (one + nodes - 1 - random.nextInt(reach)) % nodes;
            int provider = random.nextInt(4);
            int[] groups = {random.nextInt(9), random.nextInt(9)};
            draft.arc(one, other, provider, provider == 0, groups);
            draft.arc(other, one, provider, provider == 0, groups);
        }
        NetworkGraph graph = draft.numbered(
                        IntStream.range(0, 2 * links).map(arc -> arc ^ 1).toArray())
                .graph();
        return new NetworkLoad(
                graph,
                random.longs(graph.arcCount(), 1, weights + 1).toArray(),
                random.longs(graph.arcCount(), 0, weights).toArray(),
                random.longs(graph.arcCount(), 0, 200)
                        .map(mbps -> mbps * 1_000_000)
                        .toArray());
    }

    /** An equal load that never was searched. */
    static NetworkLoad rebuilt(NetworkLoad load) {
        int arcs = load.graph().arcCount();
        NetworkLoad rebuilt = new NetworkLoad(
                load.graph(),
                IntStream.range(0, arcs).mapToLong(load::latencyUs).toArray(),
                IntStream.range(0, arcs).mapToLong(load::priceMicrosPerGbpsHour).toArray(),
                IntStream.range(0, arcs).mapToLong(load::residualBps).toArray());
        for (int arc = 0; arc < arcs; arc++) {
            if (!load.usable(arc)) {
                rebuilt.measure(arc, load.latencyUs(arc), false);
            }
        }
        return rebuilt;
    }
}
