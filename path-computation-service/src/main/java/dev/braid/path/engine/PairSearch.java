package dev.braid.path.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds two paths that share as little as asked and weigh least together. Without bounds and waypoints that is exact for
 * links and nodes, and for risks up to a budget. Bounds hold for both paths, waypoints for the working one: then the best
 * pair of all is taken where it keeps them, else the best working path of which there is one apart, and the best such
 * one; what comes of that is not proven, and that nothing does only where all working paths were tried or two paths
 * together use too much.
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
    private final int branches;

    PairSearch(NetworkLoad load, PathSearch single) {
        this(load, single, BRANCHES);
    }

    PairSearch(NetworkLoad load, PathSearch single, int branches) {
        this.load = load;
        this.single = single;
        this.branches = branches;
    }

    /**
     * The pair, or that there is none; under bounds, through waypoints or without common risks perhaps neither.
     *
     * @param maximally where there is none apart as asked, the pair found that shares least
     */
    public PairResult find(SearchRequest request, Apart apart, boolean maximally) {
        PairResult found = wholly(request, apart);
        if (maximally && found.pair().isEmpty()) {
            found = mostly(request, apart);
        }
        return switch (found) {
            case PairResult.Found(var pair) -> new PairResult.Found(inOrder(request, pair));
            case PairResult.None none -> none;
            case PairResult.GaveUp gaveUp -> gaveUp;
        };
    }

    private PairResult wholly(SearchRequest request, Apart apart) {
        if (request.waypoints().isEmpty()) {
            PairResult best = unbounded(request, apart);
            if (best.pair().isEmpty() || keepsBounds(request, best.pair().get())) {
                return best;
            }
        }
        return single.find(request) instanceof SearchResult.None || isTooMuchForTwo(request, apart)
                ? new PairResult.None()
                : oneByOne(request, apart);
    }

    /** Whether no two paths apart use as little together as each of two that keep a bound may. */
    private boolean isTooMuchForTwo(SearchRequest request, Apart apart) {
        for (Resource resource : List.of(Resource.LATENCY, Resource.HOPS)) {
            Long most = request.bounds().get(resource);
            if (most != null) {
                PairResult least = unbounded(request.withWeighing(resource.weighing()), apart);
                long used = least.pair()
                        .filter(PathPair::proven)
                        .map(pair -> single.used(resource, pair.working()) + single.used(resource, pair.protection()))
                        .orElse(0L);
                if (least instanceof PairResult.None || Math.ceilDiv(used, 2) > most) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first working path, the best ones first, of which there is a second one apart. */
    private PairResult oneByOne(SearchRequest request, Apart apart) {
        Optional<int[]> best = single.find(request).arcs();
        Optional<int[]> besideBest =
                best.flatMap(working -> second(request, working, apart).arcs());
        if (besideBest.isPresent()) {
            return new PairResult.Found(new PathPair(best.get(), besideBest.get(), false));
        }
        PathSearch.Ranked ranked = single.ranked(request, WORKING_TRIED);
        boolean proof = ranked.all();
        for (int[] working : ranked.paths()) {
            SearchResult second = second(request, working, apart);
            if (second.arcs().isPresent()) {
                return new PairResult.Found(new PathPair(working, second.arcs().get(), false));
            }
            proof &= second instanceof SearchResult.None;
        }
        return proof ? new PairResult.None() : new PairResult.GaveUp();
    }

    private SearchResult second(SearchRequest request, int[] working, Apart apart) {
        return single.find(apartFrom(request, working, apart).withoutWaypoints());
    }

    private PairResult unbounded(SearchRequest request, Apart apart) {
        PathQuery query = single.query(request);
        return switch (apart) {
            case LINKS -> disjoint(query, DisjointPairSearch.Apart.IN_LINKS);
            case NODES -> disjoint(query, DisjointPairSearch.Apart.IN_NODES);
            case PROVIDERS -> risks(query, EnumSet.of(RiskTable.Kind.PROVIDER), false);
            case RISK_GROUPS -> risks(query, EnumSet.of(RiskTable.Kind.RISK_GROUP), false);
        };
    }

    private PairResult disjoint(PathQuery query, DisjointPairSearch.Apart apart) {
        DisjointPairSearch search = DISJOINT.get();
        return search.find(load, query, apart)
                ? new PairResult.Found(new PathPair(arcs(search.first()), arcs(search.second()), true))
                : new PairResult.None();
    }

    private PairResult risks(PathQuery query, Set<RiskTable.Kind> kinds, boolean mostly) {
        RiskDisjointSearch search = RISKS.get();
        RiskTable table = load.graph().risks(kinds);
        boolean found = mostly
                ? search.findMostDisjoint(load, query, table, branches)
                : search.find(load, query, table, branches);
        if (found) {
            return new PairResult.Found(
                    new PathPair(arcs(search.first()), arcs(search.second()), !mostly && search.proven()));
        }
        return search.proven() ? new PairResult.None() : new PairResult.GaveUp();
    }

    private PairResult mostly(SearchRequest request, Apart apart) {
        PathQuery query = single.query(request);
        PairResult found =
                switch (apart) {
                    case LINKS -> risks(query, EnumSet.noneOf(RiskTable.Kind.class), true);
                    case NODES -> {
                        PairResult inLinks = wholly(request, Apart.LINKS);
                        yield inLinks.pair().isPresent()
                                ? inLinks
                                : risks(query, EnumSet.noneOf(RiskTable.Kind.class), true);
                    }
                    case PROVIDERS -> risks(query, EnumSet.of(RiskTable.Kind.PROVIDER), true);
                    case RISK_GROUPS -> risks(query, EnumSet.of(RiskTable.Kind.RISK_GROUP), true);
                };
        if (found.pair().isEmpty()) {
            return found;
        }
        PathPair pair = found.pair().get();
        if (request.waypoints().isEmpty() && keepsBounds(request, pair)) {
            return new PairResult.Found(new PathPair(pair.working(), pair.protection(), false));
        }
        return single.find(request) instanceof SearchResult.None ? new PairResult.None() : new PairResult.GaveUp();
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
