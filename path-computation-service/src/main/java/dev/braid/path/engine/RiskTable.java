package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What may fail at once on a graph, immutable: every link, and as asked for the risk groups and the providers. An arc
 * runs the risks of its mate too. Worked out once for each graph.
 */
public final class RiskTable {
    /** What else two paths must not share, beside links. */
    public enum Kind {
        /** Conduits, buildings and what else many links depend on. */
        RISK_GROUP,
        /** Who operates the links. */
        PROVIDER
    }

    /** One thing that may fail: a kind and its number there, or a link by one of its arcs. */
    public sealed interface Risk {
        /** A risk group or a provider. */
        record Shared(Kind kind, int number) implements Risk {}

        /** A link, named by the lower of its two arcs. */
        record Link(int arc) implements Risk {}
    }

    private final NetworkGraph graph;
    private final int groups;
    private final int providers;
    private final int[][] risksOfPair;
    private final int[][] arcsOfRisk;

    /** The risks of these kinds, and the links. */
    public RiskTable(NetworkGraph graph, Set<Kind> kinds) {
        this.graph = graph;
        this.groups = graph.riskGroupCount();
        this.providers =
                IntStream.range(0, graph.arcCount()).map(graph::provider).max().orElse(-1) + 1;
        this.risksOfPair = new int[graph.arcCount() / 2][];
        List<List<Integer>> arcs = new ArrayList<>();
        for (int risk = 0; risk < groups + providers + risksOfPair.length; risk++) {
            arcs.add(new ArrayList<>());
        }
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            int mate = graph.mate(arc);
            if (arc < mate) {
                int[] risks = IntStream.concat(
                                IntStream.concat(risks(arc, kinds), risks(mate, kinds)),
                                IntStream.of(groups + providers + graph.pair(arc)))
                        .sorted()
                        .distinct()
                        .toArray();
                risksOfPair[graph.pair(arc)] = risks;
                for (int risk : risks) {
                    arcs.get(risk).add(arc);
                    arcs.get(risk).add(mate);
                }
            }
        }
        this.arcsOfRisk = arcs.stream()
                .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private IntStream risks(int arc, Set<Kind> kinds) {
        IntStream inGroups = kinds.contains(Kind.RISK_GROUP)
                ? IntStream.range(graph.firstRiskGroup(arc), graph.firstRiskGroup(arc + 1))
                        .map(graph::riskGroup)
                : IntStream.empty();
        IntStream ofProvider =
                kinds.contains(Kind.PROVIDER) ? IntStream.of(groups + graph.provider(arc)) : IntStream.empty();
        return IntStream.concat(inGroups, ofProvider);
    }

    NetworkGraph graph() {
        return graph;
    }

    int count() {
        return arcsOfRisk.length;
    }

    /** The risks of the arc, sorted. */
    int[] risksOf(int arc) {
        return risksOfPair[graph.pair(arc)];
    }

    /** All risks of a path of this length, sorted. */
    IntStream risksOf(int[] path, int length) {
        return Arrays.stream(path, 0, length)
                .flatMap(arc -> Arrays.stream(risksOf(arc)))
                .sorted()
                .distinct();
    }

    int[] arcsAt(int risk) {
        return arcsOfRisk[risk];
    }

    Risk risk(int number) {
        if (number < groups) {
            return new Risk.Shared(Kind.RISK_GROUP, number);
        }
        return number < groups + providers
                ? new Risk.Shared(Kind.PROVIDER, number - groups)
                : new Risk.Link(arcsOfRisk[number][0]);
    }
}
