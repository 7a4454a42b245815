package dev.braid.path.engine;

/**
 * Two paths that share no link, or no node either but their ends, of the least weight together, exactly: least weight,
 * then least second weight, then a choice that depends on the network alone. A pair is found whenever there is one.
 * Works in arrays of its own, so each thread has one, and makes no garbage.
 */
public final class DisjointPairSearch {
    /** What the two paths must not share. */
    public enum Apart {
        /** Links, in whichever direction; they may meet in nodes. */
        IN_LINKS,
        /** Links, and nodes except the sources and targets. */
        IN_NODES
    }

    private final ShortestPath shortest = new ShortestPath();
    private final ResidualSearch residual = new ResidualSearch();
    private FoundPath first = new FoundPath();
    private FoundPath second = new FoundPath();
    private int[] stamps = {};
    private int generation;

    /** Looks for the pair on the load as it is; says whether there is one. */
    public boolean find(NetworkLoad load, PathQuery query, Apart apart) {
        first.clear();
        second.clear();
        if (!shortest.find(load, query)) {
            return false;
        }
        if (shortest.length() == 0) {
            return true;
        }
        if (!twoArcs(query.sources, false) || !twoArcs(query.targets, true)) {
            return false;
        }
        boolean nodes =
                switch (apart) {
                    case IN_LINKS -> false;
                    case IN_NODES -> true;
                };
        return residual.find(shortest, nodes) && split(load, query);
    }

    /** Whether at least two arcs leave or enter the ends: mostly there is no pair because there are not. */
    private boolean twoArcs(int[] ends, boolean entering) {
        NetworkGraph graph = shortest.admission.load.graph();
        int count = 0;
        for (int end : ends) {
            for (int arc = graph.firstOut[end]; arc < graph.firstOut[end + 1]; arc++) {
                if (shortest.admission.admits(entering ? graph.mate[arc] : arc) && ++count == 2) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the steps leave of the first path, and what they add, are two paths. */
    private boolean split(NetworkLoad load, PathQuery query) {
        NetworkGraph graph = load.graph();
        if (stamps.length < graph.arcCount() || generation == Integer.MAX_VALUE) {
            stamps = new int[graph.arcCount()];
            generation = 0;
        }
        generation++;
        for (int hop = 0; hop < shortest.length(); hop++) {
            stamps[shortest.arcs()[hop]] = generation;
        }
        for (int i = 0; i < residual.stepCount; i++) {
            int step = residual.steps[i];
            stamps[step >>> 1] = (step & 1) == 0 ? generation : 0;
        }
        if (!walk(graph, query, first) || !walk(graph, query, second)) {
            first.clear();
            second.clear();
            return false;
        }
        first.weigh(load, shortest.bounds.scale);
        second.weigh(load, shortest.bounds.scale);
        if (second.before(first, graph)) {
            FoundPath better = second;
            second = first;
            first = better;
        }
        return true;
    }

    /** Follows marked arcs from a source to a target, always the first one, and takes their marks. */
    private boolean walk(NetworkGraph graph, PathQuery query, FoundPath path) {
        int arc = Integer.MAX_VALUE;
        for (int source : query.sources) {
            int leaving = marked(graph, source);
            if (leaving >= 0 && (arc == Integer.MAX_VALUE || graph.order[leaving] < graph.order[arc])) {
                arc = leaving;
            }
        }
        while (arc >= 0 && arc < Integer.MAX_VALUE) {
            stamps[arc] = 0;
            path.add(arc);
            int node = graph.head[arc];
            if (residual.isTarget(node)) {
                return true;
            }
            arc = marked(graph, node);
        }
        return false;
    }

    private int marked(NetworkGraph graph, int node) {
        for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
            if (stamps[arc] == generation) {
                return arc;
            }
        }
        return -1;
    }

    /** The better path of the pair. */
    public FoundPath first() {
        return first;
    }

    /** The other one. */
    public FoundPath second() {
        return second;
    }

    /** The key of both together, and the bounds they were found under. */
    long key() {
        return first.key + second.key;
    }
}
