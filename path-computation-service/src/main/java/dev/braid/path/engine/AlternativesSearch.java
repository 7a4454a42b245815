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
    private final BarredArcs banned = new BarredArcs();
    private final NodeList barred = new NodeList();

    /** By node, the accepted path that the node is on before the hop in question. */
    private int[] passed = {};

    private int passing;

    /** The least keys of paths that are known, sorted, and how many: none above the last one is wanted any more. */
    private long[] known = {};

    private int knownCount;
    private final Deviations deviations = new Deviations();
    private final int[] spurNode = new int[1];
    private FoundPath[] found = {};
    private int count;
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
                .potential(load, load.potentials().toward(asked.targets, asked.weighing), admission.leastMbps());
        query.between(spurNode, asked.targets)
                .weighing(asked.weighing)
                .bandwidthBps(asked.bandwidthBps)
                .filter(banned.filter(load.graph(), asked.filter))
                .refusedArcs(asked.refusedArcs);
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
        knownCount = 0;
        if (known.length < most) {
            known = new long[most];
        }
        if (passed.length < load.graph().nodeCount()) {
            passed = new int[load.graph().nodeCount()];
            passing = 0;
        }
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
        barred.count = 0;
        spurNode[0] = deviations.place(deviation);
        if (parent != Deviations.ROOT) {
            prefix = deviations.place(deviation);
            int from = deviations.start(parent);
            for (int hop = 0; hop < prefix; hop++) {
                int arc = deviations.arcs[from + hop];
                barred.add(graph.tail[arc]);
                prefixKey += key(arc);
            }
            spurNode[0] = graph.tail[deviations.arcs[from + prefix]];
            for (int ban = deviations.bans(deviation); ban >= 0; ban = deviations.nextBan(ban)) {
                banned.arc(deviations.bannedArc(ban));
            }
        }
        for (int source : asked.sources) {
            if (source != spurNode[0]) {
                barred.add(source);
            }
        }
        // Where nothing is banned yet, it tells how good the bounds are.
        boolean there = parent == Deviations.ROOT
                ? shortest.find(load, query, barred)
                : shortest.find(load, query, potential, barred, limit() - prefixKey);
        banned.undo(0);
        if (there) {
            long key = prefixKey;
            for (int hop = 0; hop < shortest.length(); hop++) {
                key += key(shortest.arcs()[hop]);
            }
            deviations.become(deviation, prefix, shortest.arcs(), shortest.length(), key);
            remember(key);
        }
    }

    /** Among the least keys of paths that are known. */
    private void remember(long key) {
        if (knownCount == wanted) {
            if (key >= known[knownCount - 1]) {
                return;
            }
            knownCount--;
        }
        int place = knownCount++;
        while (place > 0 && known[place - 1] > key) {
            known[place] = known[place - 1];
            place--;
        }
        known[place] = key;
    }

    /** No path of a larger key is among those wanted. */
    private long limit() {
        return knownCount < wanted ? NONE : potential.scale.lastEqual(known[knownCount - 1]);
    }

    private void accept(int path) {
        FoundPath next = found[count++];
        next.clear();
        next.add(deviations.arcs, deviations.start(path), deviations.length(path));
        next.weigh(load, potential.scale);
        if (count < wanted) {
            deviate(path, next);
        }
    }

    private void deviate(int path, FoundPath found) {
        NetworkGraph graph = load.graph();
        int from = deviations.parent(path) == Deviations.ROOT ? 0 : deviations.place(path);
        long limit = limit();
        long prefix = 0;
        pass();
        for (int hop = 0; hop < found.length; hop++) {
            int arc = found.arcs[hop];
            passed[graph.tail[arc]] = passing;
            if (hop >= from) {
                int inherited = hop == from ? deviations.bans(path) : -1;
                int bans = deviations.ban(arc, inherited);
                long toGo = leastToGo(graph, graph.tail[arc], bans);
                if (toGo != NONE && prefix + toGo <= limit) {
                    deviations.add(prefix + toGo, path, hop, bans);
                }
            }
            prefix += key(arc);
        }
    }

    private void pass() {
        if (++passing == Integer.MAX_VALUE) {
            Arrays.fill(passed, 0);
            passing = 1;
        }
        for (int source : asked.sources) {
            passed[source] = passing;
        }
    }

    /** No way on from the node over an arc that is not banned is less than this. */
    private long leastToGo(NetworkGraph graph, int node, int bans) {
        long least = NONE;
        for (int arc = graph.firstOut[node]; arc < graph.firstOut[node + 1]; arc++) {
            int head = graph.head[arc];
            long bound = potential.bounds[head];
            if (bound < least && bound < KeyScale.UNREACHABLE && passed[head] != passing) {
                long toGo = bound + key(arc);
                if (toGo < least && admission.admits(arc) && !deviations.isBanned(arc, bans)) {
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
