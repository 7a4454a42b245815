package dev.braid.path.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds two paths that share as little as asked and weigh least together. Without bounds and waypoints that is exact for
 * links and nodes, and for risks up to a budget. Bounds hold for both paths, waypoints for the working one: then the best
 * pair of all is taken where it keeps them, else the best working path of which there is one apart, and the best such
 * one; what comes of that is not proven.
 */
public final class PairSearch {
    /** What two paths must not share; links never. */
    public enum Apart {
        /** Links alone. */
        LINKS,
        /** Nodes, but the ends. */
        NODES,
        /** Who operates the links. */
        PROVIDERS,
        /** Risk groups. */
        RISK_GROUPS
    }

    /** Branches that a search for paths without a common risk may look at: some 100 ms on a thousand nodes. */
    private static final int BRANCHES = 4_000;

    /** Of so many working paths, the best first, a second one is looked for under bounds or through waypoints. */
    private static final int WORKING_TRIED = 64;

    private static final ThreadLocal<DisjointPairSearch> DISJOINT = ThreadLocal.withInitial(DisjointPairSearch::new);
    private static final ThreadLocal<RiskDisjointSearch> RISKS = ThreadLocal.withInitial(RiskDisjointSearch::new);

    private final NetworkLoad load;
    private final PathSearch single;

    PairSearch(NetworkLoad load, PathSearch single) {
        this.load = load;
        this.single = single;
    }

    /**
     * The pair, or nothing where there is none, or where none was found that keeps the bounds.
     *
     * @param maximally where there is none apart as asked, the pair found that shares least
     */
    public Optional<PathPair> find(SearchRequest request, Apart apart, boolean maximally) {
        return wholly(request, apart)
                .or(() -> maximally ? mostly(request, apart) : Optional.empty())
                .map(pair -> inOrder(request, pair));
    }

    private Optional<PathPair> wholly(SearchRequest request, Apart apart) {
        if (request.waypoints().isEmpty()) {
            Optional<PathPair> best = unbounded(request, apart);
            if (best.isEmpty() || keepsBounds(request, best.get())) {
                return best;
            }
        }
        return single.find(request)
                .arcs()
                .flatMap(working -> withSecond(request, working, apart)
                        .or(() -> single.alternatives(request, WORKING_TRIED).stream()
                                .flatMap(other -> withSecond(request, other, apart).stream())
                                .findFirst()));
    }

    private Optional<PathPair> withSecond(SearchRequest request, int[] working, Apart apart) {
        return single.find(apartFrom(request, working, apart).withoutWaypoints())
                .arcs()
                .map(protection -> new PathPair(working, protection, false));
    }

    private Optional<PathPair> unbounded(SearchRequest request, Apart apart) {
        PathQuery query = single.query(request);
        return switch (apart) {
            case LINKS -> disjoint(query, DisjointPairSearch.Apart.IN_LINKS);
            case NODES -> disjoint(query, DisjointPairSearch.Apart.IN_NODES);
            case PROVIDERS -> risks(query, EnumSet.of(RiskTable.Kind.PROVIDER), false);
            case RISK_GROUPS -> risks(query, EnumSet.of(RiskTable.Kind.RISK_GROUP), false);
        };
    }

    private Optional<PathPair> disjoint(PathQuery query, DisjointPairSearch.Apart apart) {
        DisjointPairSearch search = DISJOINT.get();
        return search.find(load, query, apart)
                ? Optional.of(new PathPair(arcs(search.first()), arcs(search.second()), true))
                : Optional.empty();
    }

    private Optional<PathPair> risks(PathQuery query, Set<RiskTable.Kind> kinds, boolean mostly) {
        RiskDisjointSearch search = RISKS.get();
        RiskTable table = load.graph().risks(kinds);
        boolean found = mostly
                ? search.findMostDisjoint(load, query, table, BRANCHES)
                : search.find(load, query, table, BRANCHES);
        return found
                ? Optional.of(
                        new PathPair(search.first().clone(), search.second().clone(), !mostly && search.proven()))
                : Optional.empty();
    }

    private Optional<PathPair> mostly(SearchRequest request, Apart apart) {
        PathQuery query = single.query(request);
        Optional<PathPair> found =
                switch (apart) {
                    case LINKS -> risks(query, EnumSet.noneOf(RiskTable.Kind.class), true);
                    case NODES ->
                        wholly(request, Apart.LINKS).or(() -> risks(query, EnumSet.noneOf(RiskTable.Kind.class), true));
                    case PROVIDERS -> risks(query, EnumSet.of(RiskTable.Kind.PROVIDER), true);
                    case RISK_GROUPS -> risks(query, EnumSet.of(RiskTable.Kind.RISK_GROUP), true);
                };
        return found.filter(pair -> request.waypoints().isEmpty() && keepsBounds(request, pair))
                .map(pair -> new PathPair(pair.working(), pair.protection(), false));
    }

    /** The same request without all that the path would share. */
    private SearchRequest apartFrom(SearchRequest request, int[] working, Apart apart) {
        NetworkGraph graph = load.graph();
        BitSet refused = (BitSet) request.refusedArcs().clone();
        for (int arc : working) {
            refused.set(arc);
            refused.set(graph.mate(arc));
        }
        switch (apart) {
            case LINKS -> {}
            case NODES -> refuseNodes(graph, working, refused);
            case PROVIDERS -> refuseRisks(graph.risks(EnumSet.of(RiskTable.Kind.PROVIDER)), working, refused);
            case RISK_GROUPS -> refuseRisks(graph.risks(EnumSet.of(RiskTable.Kind.RISK_GROUP)), working, refused);
        }
        return request.withRefusedArcs(refused);
    }

    private static void refuseNodes(NetworkGraph graph, int[] working, BitSet refused) {
        for (int hop = 0; hop + 1 < working.length; hop++) {
            int node = graph.head(working[hop]);
            for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
                refused.set(arc);
                refused.set(graph.mate(arc));
            }
        }
    }

    private static void refuseRisks(RiskTable risks, int[] working, BitSet refused) {
        for (int arc : working) {
            for (int risk : risks.risksOf(arc)) {
                for (int other : risks.arcsAt(risk)) {
                    refused.set(other);
                }
            }
        }
    }

    private boolean keepsBounds(SearchRequest request, PathPair pair) {
        return single.keepsBounds(request, pair.working()) && single.keepsBounds(request, pair.protection());
    }

    private PathPair inOrder(SearchRequest request, PathPair pair) {
        if (!request.waypoints().isEmpty() || weight(request, pair.working()) <= weight(request, pair.protection())) {
            return pair;
        }
        return new PathPair(pair.protection(), pair.working(), pair.proven());
    }

    private long weight(SearchRequest request, int[] arcs) {
        Weighing weighing = request.weighing();
        long weight = 0;
        for (int arc : arcs) {
            weight += weighing.perMicrosecond() * load.latencyUs(arc)
                    + weighing.perPriceMicro() * load.priceMicrosPerGbpsHour(arc)
                    + weighing.perHop();
        }
        return weight;
    }

    private static int[] arcs(FoundPath path) {
        return Arrays.copyOf(path.arcs(), path.length());
    }
}
