package dev.braid.benchmarks;

import dev.braid.path.engine.global.GlobalDemands;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Made networks with gravity demands between all nodes: sparse ones as carriers publish them and dense ones, in which a
 * few links bind, and links between any nodes with demands that are about even, in which many do.
 */
final class GravityInstances {
    private static final long CAPACITY_BPS = 1_000_000;
    private static final double LOAD = 0.9;
    private static final int[] SPARSE = {8, 12, 18, 25, 33, 40, 55, 70, 90, 110, 150, 200};
    private static final int[] DENSE = {12, 25, 50, 75, 100};
    private static final int[] EVEN = {25, 50, 75, 100};

    private final Random random;
    private final int nodes;
    private final double[] x;
    private final double[] y;
    private final List<int[]> links = new ArrayList<>();

    private GravityInstances(int nodes, long seed) {
        this.random = new Random(seed);
        this.nodes = nodes;
        this.x = random.doubles(nodes).toArray();
        this.y = random.doubles(nodes).toArray();
    }

    static List<GlobalInstance> make(Predicate<String> wanted) {
        List<GlobalInstance> instances = new ArrayList<>();
        for (int nodes : SPARSE) {
            add("sparse" + nodes, nodes, 0.35, false, wanted, instances);
        }
        for (int nodes : DENSE) {
            add("dense" + nodes, nodes, 1.8, false, wanted, instances);
        }
        for (int nodes : EVEN) {
            add("even" + nodes, nodes, 1.8, true, wanted, instances);
        }
        return instances;
    }

    private static void add(
            String name,
            int nodes,
            double extra,
            boolean even,
            Predicate<String> wanted,
            List<GlobalInstance> instances) {
        for (long seed = 1; seed <= 2; seed++) {
            String full = name + "." + seed;
            if (wanted.test(full)) {
                instances.add(new GlobalInstance(full, new GravityInstances(nodes, seed).problem(extra, even)));
            }
        }
    }

    private GlobalProblem problem(double extra, boolean even) {
        for (int node = 1; node < nodes; node++) {
            int last = node;
            link(node, IntStream.range(0, last), even);
        }
        for (int i = 0; i < extra * nodes; i++) {
            int node = even ? i % nodes : random.nextInt(nodes);
            link(node, IntStream.range(0, nodes).filter(other -> !linked(node, other)), even);
        }
        int[] tail = new int[2 * links.size()];
        int[] head = new int[2 * links.size()];
        long[] latency = new long[tail.length];
        long[] capacity = new long[tail.length];
        for (int arc = 0; arc < tail.length; arc++) {
            int[] link = links.get(arc / 2);
            tail[arc] = link[arc % 2];
            head[arc] = link[1 - arc % 2];
            latency[arc] = 1 + Math.round(10_000 * Math.sqrt(square(link[0], link[1])));
            capacity[arc] = CAPACITY_BPS;
        }
        return new GlobalProblem(GlobalNetwork.directed(nodes, tail, head, latency, latency, capacity), demands(even));
    }

    private boolean linked(int node, int other) {
        return node == other
                || links.stream()
                        .anyMatch(link -> link[0] == node && link[1] == other || link[0] == other && link[1] == node);
    }

    /** To the nearest of the others, or to any where all is even. */
    private void link(int node, IntStream others, boolean even) {
        int[] all = others.toArray();
        int to = all[random.nextInt(all.length)];
        for (int other : all) {
            to = !even && square(node, other) < square(node, to) ? other : to;
        }
        links.add(new int[] {node, to});
    }

    private double square(int one, int other) {
        return (x[one] - x[other]) * (x[one] - x[other]) + (y[one] - y[other]) * (y[one] - y[other]);
    }

    private double[] weights(boolean even) {
        return random.doubles(nodes).map(u -> even ? 0.5 + u : -Math.log(1 - u)).toArray();
    }

    /** Weights out and in are exponential or about even; the volume of all is about what the links carry in a few hops. */
    private GlobalDemands demands(boolean even) {
        double[] out = weights(even);
        double[] in = weights(even);
        double sum = IntStream.range(0, nodes * nodes)
                .filter(pair -> pair / nodes != pair % nodes)
                .mapToDouble(pair -> out[pair / nodes] * in[pair % nodes])
                .sum();
        double volume = LOAD * CAPACITY_BPS * 2 * links.size() / (4 * Math.sqrt(nodes));
        int[] pairs = IntStream.range(0, nodes * nodes)
                .filter(pair -> pair / nodes != pair % nodes)
                .filter(pair -> volume * out[pair / nodes] * in[pair % nodes] >= sum)
                .toArray();
        return GlobalDemands.unplaced(
                IntStream.of(pairs).map(pair -> pair / nodes).toArray(),
                IntStream.of(pairs).map(pair -> pair % nodes).toArray(),
                IntStream.of(pairs)
                        .mapToLong(pair -> (long) (volume * out[pair / nodes] * in[pair % nodes] / sum))
                        .toArray());
    }
}
