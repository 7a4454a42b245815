package dev.braid.path.engine;

import java.util.Arrays;

/**
 * The best paths in order, none with a node twice, and sources and targets at their ends only: least weight first, then
 * least second weight, fewest hops, and the arcs that were drawn first. Deviations from what was found wait at the
 * least they can come to, and are searched only when nothing that waits can be better (Yen's algorithm as Lawler cut it
 * down). Works in arrays of its own, so each thread has one, and makes no garbage.
 */
public final class AlternativesSearch {
    private static final long NONE = Long.MAX_VALUE;

    private final ShortestPath shortest = new ShortestPath();
    private final Admission admission = new Admission();
    private final PathQuery query = new PathQuery();
    private final BarredArcs barred = new BarredArcs();
    private final Deviations deviations = new Deviations();
    private final int[] spurNode = new int[1];
    private FoundPath[] found = {};
    private int count;
    private int sourcesBarred;
    private int wanted;
    private NetworkLoad load;
    private PathQuery asked;
    private Potential potential;

    /** Looks for so many paths on the load as it is; says how many there are. */
    public int find(NetworkLoad onLoad, PathQuery ofQuery, int most) {
        load = onLoad;
        asked = ofQuery;
        admission.set(load, asked);
        potential = load.potentials()
                .potential(load, load.potentials().toward(asked.targets, asked.weighing), admission.bandwidthClass());
        query.between(spurNode, asked.targets)
                .weighing(asked.weighing)
                .bandwidthBps(asked.bandwidthBps)
                .filter(barred.filter(load.graph(), asked.filter))
                .refusedArcs(asked.refusedArcs);
        for (int source : asked.sources) {
            barred.node(source);
        }
        sourcesBarred = barred.mark();
        makeRoom(most);
        wanted = most;
        count = 0;
        deviations.clear(load.graph());
        for (int source : asked.sources) {
            if (potential.bounds[source] < KeyScale.UNREACHABLE) {
                deviations.add(potential.bounds[source], Deviations.ROOT, source, -1);
            }
        }
        while (count < most && !deviations.isEmpty()) {
            int next = deviations.poll();
            if (deviations.isPath(next)) {
                accept(next);
            } else {
                search(next);
            }
        }
        return count;
    }

    private void makeRoom(int most) {
        if (found.length < most) {
            int before = found.length;
            found = Arrays.copyOf(found, most);
            for (int i = before; i < most; i++) {
                found[i] = new FoundPath();
            }
        }
    }

    /** The best path that follows another one up to a node and leaves it there by an arc that none found took. */
    private void search(int deviation) {
        NetworkGraph graph = load.graph();
        int parent = deviations.parent(deviation);
        int prefix = 0;
        long prefixKey = 0;
        spurNode[0] = deviations.place(deviation);
        if (parent != Deviations.ROOT) {
            prefix = deviations.place(deviation);
            int from = deviations.start(parent);
            for (int hop = 0; hop < prefix; hop++) {
                int arc = deviations.arcs[from + hop];
                barred.node(graph.tail[arc]);
                prefixKey += key(arc);
            }
            spurNode[0] = graph.tail[deviations.arcs[from + prefix]];
            barred.node(spurNode[0]);
            for (int ban = deviations.bans(deviation); ban >= 0; ban = deviations.nextBan(ban)) {
                barred.arc(deviations.bannedArc(ban));
            }
        }
        // Where nothing is barred yet, it tells how good the bounds are.
        boolean there = parent == Deviations.ROOT ? shortest.find(load, query) : shortest.find(load, query, potential);
        if (there) {
            long key = prefixKey;
            for (int hop = 0; hop < shortest.length(); hop++) {
                key += key(shortest.arcs()[hop]);
            }
            deviations.become(deviation, prefix, shortest.arcs(), shortest.length(), key);
        }
        barred.undo(sourcesBarred);
    }

    private void accept(int path) {
        FoundPath next = found[count++];
        next.clear();
        next.add(deviations.arcs, deviations.start(path), deviations.length(path));
        next.weigh(load, potential.scale);
        if (count < wanted) {
            deviate(path, next);
        }
        barred.undo(sourcesBarred);
    }

    private void deviate(int path, FoundPath found) {
        NetworkGraph graph = load.graph();
        int from = deviations.parent(path) == Deviations.ROOT ? 0 : deviations.place(path);
        long prefix = 0;
        for (int hop = 0; hop < found.length; hop++) {
            int arc = found.arcs[hop];
            barred.node(graph.tail[arc]);
            if (hop >= from) {
                int inherited = hop == from ? deviations.bans(path) : -1;
                int bans = deviations.ban(arc, inherited);
                long toGo = leastToGo(graph, graph.tail[arc], bans);
                if (toGo != NONE) {
                    deviations.add(prefix + toGo, path, hop, bans);
                }
            }
            prefix += key(arc);
        }
    }

    /** No way on from the node over an arc that is not banned is less than this. */
    private long leastToGo(NetworkGraph graph, int node, int bans) {
        long least = NONE;
        for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
            long bound = potential.bounds[graph.head[arc]];
            if (bound < least && bound < KeyScale.UNREACHABLE && !deviations.isBanned(arc, bans)) {
                long toGo = bound + key(arc);
                if (toGo < least && admission.admits(arc) && query.filter.admits(arc)) {
                    least = toGo;
                }
            }
        }
        return least;
    }

    private long key(int arc) {
        return potential.scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc));
    }

    /** The path of this rank, from 0; written again by the next search. */
    public FoundPath path(int rank) {
        if (rank < 0 || rank >= count) {
            throw new IndexOutOfBoundsException("Path %d of %d".formatted(rank, count));
        }
        return found[rank];
    }
}
