package dev.braid.path.engine;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The plain oracle for larger networks: Bellman and Ford's relaxation of everything until nothing gets better. */
final class ReferenceSearch {
    private final long[] weight;
    private final long[] second;
    private final int[] targets;

    ReferenceSearch(NetworkLoad load, PathQuery query, IntPredicate admitted) {
        NetworkGraph graph = load.graph();
        targets = query.targets;
        weight = new long[graph.nodeCount()];
        second = new long[graph.nodeCount()];
        Arrays.fill(weight, Long.MAX_VALUE);
        for (int source : query.sources) {
            weight[source] = 0;
        }
        boolean better = true;
        while (better) {
            better = false;
            for (int arc = 0; arc < graph.arcCount(); arc++) {
                int tail = graph.tail(arc);
                int head = graph.head(arc);
                boolean wide =
                        load.usable(arc) && load.usable(graph.mate(arc)) && load.residualBps(arc) >= query.bandwidthBps;
                if (wide && admitted.test(arc) && weight[tail] != Long.MAX_VALUE) {
                    long viaWeight = weight[tail] + weight(query.weighing, load, arc);
                    long viaSecond = second[tail] + second(query.weighing, load, arc);
                    if (viaWeight < weight[head] || viaWeight == weight[head] && viaSecond < second[head]) {
                        weight[head] = viaWeight;
                        second[head] = viaSecond;
                        better = true;
                    }
                }
            }
        }
    }

    static long weight(Weighing weighing, NetworkLoad load, int arc) {
        return weighing.perMicrosecond() * load.latencyUs(arc)
                + weighing.perPriceMicro() * load.priceMicrosPerGbpsHour(arc)
                + weighing.perHop();
    }

    static long second(Weighing weighing, NetworkLoad load, int arc) {
        return weighing.equals(Weighing.LATENCY) || weighing.perPriceMicro() == 0 && weighing.perHop() == 0
                ? load.priceMicrosPerGbpsHour(arc)
                : load.latencyUs(arc);
    }

    /** The least weight and second weight, or nothing where there is no path. */
    String best() {
        String best = "none";
        long bestWeight = Long.MAX_VALUE;
        long bestSecond = Long.MAX_VALUE;
        for (int target : targets) {
            if (weight[target] < bestWeight || weight[target] == bestWeight && second[target] < bestSecond) {
                bestWeight = weight[target];
                bestSecond = second[target];
                best = bestWeight == Long.MAX_VALUE ? "none" : bestWeight + "/" + bestSecond;
            }
        }
        return best;
    }

    /** The same of a path. */
    static String of(NetworkLoad load, Weighing weighing, int[] arcs, int length) {
        long weight = 0;
        long second = 0;
        for (int hop = 0; hop < length; hop++) {
            weight += weight(weighing, load, arcs[hop]);
            second += second(weighing, load, arcs[hop]);
        }
        return weight + "/" + second;
    }
}
