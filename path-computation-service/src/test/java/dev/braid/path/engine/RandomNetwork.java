package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small networks in which ties, parallel arcs, full arcs and broken arcs are common. */
final class RandomNetwork {
    /** Each metric alone, and mixes of two and of all three. */
    static final List<Weighing> WEIGHINGS = List.of(
            Weighing.LATENCY,
            Weighing.PRICE,
            Weighing.HOPS,
            Weighing.mix(2, 1, 3),
            Weighing.mix(0, 2, 1),
            Weighing.mix(6, 4, 0));

    final NetworkGraph graph;
    final NetworkLoad load;
    private final Random random;

    /** A tenth of a demand: so small that whole Mbit/s tell nothing, or beside their bounds. */
    private final long unitBps;

    RandomNetwork(Random random) {
        this.random = random;
        this.unitBps = random.nextBoolean() ? 1 : 70_000;
        int nodes = 2 + random.nextInt(6);
        int pairs = nodes / 2 + random.nextInt(nodes * 2);
        int arcs = pairs * 2;
        List<Integer> numbers = new ArrayList<>();
        for (int arc = 0; arc < arcs; arc++) {
            numbers.add(arc);
        }
        java.util.Collections.shuffle(numbers, random);
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < nodes; node++) {
            draft.node(0, random.nextInt(3), random.nextInt(4));
        }
        int[] tail = new int[arcs];
        int[] head = new int[arcs];
        int[] mate = new int[arcs];
        long[] price = new long[arcs];
        long[] residual = new long[arcs];
        long[] latency = new long[arcs];
        for (int pair = 0; pair < pairs; pair++) {
            int there = numbers.get(2 * pair);
            int back = numbers.get(2 * pair + 1);
            int from = random.nextInt(nodes);
            int to = (from + 1 + random.nextInt(nodes - 1)) % nodes;
            tail[there] = from;
            head[there] = to;
            tail[back] = to;
            head[back] = from;
            mate[there] = back;
            mate[back] = there;
            for (int arc : new int[] {there, back}) {
                residual[arc] = random.nextInt(6) * 10 * unitBps;
                latency[arc] = 1 + random.nextInt(5);
                // Fast is mostly dear, so that bounds cost money.
                price[arc] = random.nextInt(3) == 0 ? random.nextInt(5) : 6 - latency[arc];
            }
        }
        for (int arc = 0; arc < arcs; arc++) {
            draft.arc(
                    tail[arc],
                    head[arc],
                    random.nextInt(3),
                    random.nextBoolean(),
                    random.nextInt(5),
                    random.nextInt(5));
        }
        GraphDraft.Numbered numbered = draft.numbered(mate);
        graph = numbered.graph();
        load = new NetworkLoad(graph, placed(latency, numbered), placed(price, numbered), placed(residual, numbered));
        for (int arc = 0; arc < arcs; arc++) {
            if (random.nextInt(12) == 0) {
                load.measure(arc, load.latencyUs(arc), false);
            }
        }
    }

    private static long[] placed(long[] drafted, GraphDraft.Numbered numbered) {
        long[] placed = new long[drafted.length];
        for (int arc = 0; arc < placed.length; arc++) {
            placed[numbered.arcOfDraft()[arc]] = drafted[arc];
        }
        return placed;
    }

    /** A request with at most two rules, in the engine's words and in plain ones. */
    record Asked(SearchRequest request, BitSet excludedProviders, BitSet allowedCountries) {
        Asked ofAnyBandwidth() {
            return new Asked(request.withBandwidthBps(0), excludedProviders, allowedCountries);
        }
    }

    SearchRequest request() {
        return asked().request();
    }

    Asked asked() {
        List<Integer> nodes = new ArrayList<>();
        for (int node = 0; node < graph.nodeCount(); node++) {
            nodes.add(node);
        }
        java.util.Collections.shuffle(nodes, random);
        int sources = 1 + random.nextInt(Math.min(2, nodes.size() - 1));
        int targets = 1 + random.nextInt(Math.min(2, nodes.size() - sources));
        BitSet excluded = bits(9, 3);
        BitSet allowed = random.nextInt(6) == 0 ? bits(1, 3) : new BitSet();
        List<ArcRule> rules = new ArrayList<>();
        if (!excluded.isEmpty()) {
            rules.add(ArcRule.none(ArcRule.Subject.PROVIDER, excluded));
        }
        if (!allowed.isEmpty()) {
            rules.add(ArcRule.only(ArcRule.Subject.COUNTRY, allowed));
        }
        SearchRequest request = new SearchRequest(
                nodes.subList(0, sources).stream().mapToInt(Integer::intValue).toArray(),
                nodes.subList(sources, sources + targets).stream()
                        .mapToInt(Integer::intValue)
                        .toArray(),
                WEIGHINGS.get(random.nextInt(WEIGHINGS.size())),
                random.nextInt(3) * 10 * unitBps,
                random.nextInt(4) == 0 ? Map.of() : Map.of(Resource.LATENCY, 1L + random.nextInt(12)),
                rules,
                bits(12, graph.arcCount()),
                List.of());
        return new Asked(request, excluded, allowed);
    }

    /** The same request without its latency bound, as a query. */
    PathQuery query() {
        SearchRequest request = request();
        return new PathQuery()
                .between(sorted(request.sources()), sorted(request.targets()))
                .weighing(request.weighing())
                .bandwidthBps(request.bandwidthBps())
                .filter(request.filter(graph))
                .refusedArcs(request.refusedArcs().stream().toArray());
    }

    private static int[] sorted(int[] nodes) {
        return Arrays.stream(nodes).sorted().toArray();
    }

    private BitSet bits(int oneIn, int length) {
        BitSet bits = new BitSet();
        for (int bit = 0; bit < length; bit++) {
            if (oneIn == 1 ? random.nextBoolean() : oneIn > 0 && random.nextInt(oneIn) == 0) {
                bits.set(bit);
            }
        }
        return bits;
    }
}
