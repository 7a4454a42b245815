package dev.braid.path.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two paths that share no risk, of the least weight together. That is hard in the worst case, so it has a budget: the
 * answer says whether it is proven, and how little a better one could weigh. Branch and bound on conflicts: for the
 * best first path, the risks that make every mate without them too dear; a better pair has a first path without one.
 * Works in arrays of its own, so each thread has one, and makes no garbage.
 */
public final class RiskDisjointSearch {
    private static final long NONE = Long.MAX_VALUE;
    private static final int NO_PAIR = Integer.MAX_VALUE;

    private final ShortestPath one = new ShortestPath();
    private final ShortestPath mate = new ShortestPath();
    private final DisjointPairSearch links = new DisjointPairSearch();
    private final BarredArcs barred = new BarredArcs();
    private final PathQuery query = new PathQuery();
    private final Admission admission = new Admission();
    private final RiskBranches branches = new RiskBranches();
    private final RiskMarks marks = new RiskMarks();
    private final FoundPath first = new FoundPath();
    private final FoundPath second = new FoundPath();
    private NetworkLoad load;
    private RiskTable risks;
    private Potential potential;
    private boolean overlapAllowed;
    private int[] conflict = new int[16];
    private long best;
    private long least;

    /** How many risks the pair found shares, or {@link #NO_PAIR}. */
    private int shared;

    /** Looks at no more than so many branches; says whether there is a pair that shares no risk. */
    public boolean find(NetworkLoad onLoad, PathQuery asked, RiskTable ofRisks, int budget) {
        return find(onLoad, asked, ofRisks, budget, false);
    }

    /** The same, but where no such pair is found, gives the one found that shares the fewest risks. */
    public boolean findMostDisjoint(NetworkLoad onLoad, PathQuery asked, RiskTable ofRisks, int budget) {
        return find(onLoad, asked, ofRisks, budget, true);
    }

    private boolean find(NetworkLoad onLoad, PathQuery asked, RiskTable ofRisks, int budget, boolean overlap) {
        if (ofRisks.graph() != onLoad.graph()) {
            throw new IllegalArgumentException("The risks are those of another graph");
        }
        load = onLoad;
        risks = ofRisks;
        overlapAllowed = overlap;
        first.clear();
        second.clear();
        shared = NO_PAIR;
        best = NONE;
        least = NONE;
        boolean linksApart = links.find(load, asked, DisjointPairSearch.Apart.IN_LINKS);
        if (!linksApart && !overlap) {
            return false;
        }
        admission.set(load, asked);
        potential = load.potentials()
                .potential(load, load.potentials().toward(asked.targets, asked.weighing), admission.leastMbps());
        query.between(asked.sources, asked.targets)
                .weighing(asked.weighing)
                .bandwidthBps(asked.bandwidthBps)
                .refusedArcs(asked.refusedArcs)
                .filter(barred.filter(load.graph(), asked.filter));
        branches.clear();
        branch(linksApart, budget);
        if (shared == NO_PAIR) {
            return false;
        }
        first.weigh(load, potential.scale);
        second.weigh(load, potential.scale);
        return true;
    }

    private void branch(boolean linksApart, int budget) {
        long single = find(one, NONE);
        if (single == NONE) {
            return;
        }
        long bound = 2 * single;
        if (linksApart) {
            links.first().weigh(load, potential.scale);
            links.second().weigh(load, potential.scale);
            bound = Math.max(bound, links.key());
        }
        branches.add(RiskBranches.NONE, 0, bound, one.arcs(), one.length(), single);
        int looked = 0;
        for (int branch = branches.poll(); branch != RiskBranches.NONE; branch = branches.poll()) {
            if (branches.least(branch) >= best || best <= bound) {
                break;
            }
            if (looked++ == budget) {
                least = branches.least(branch);
                return;
            }
            int size = conflict(branch);
            branches.conflict(branch, conflict, size);
            for (int place = 0; place < size; place++) {
                child(branch, place, single);
            }
        }
        least = best;
    }

    /** The risks of the branch's path without which no mate makes a better pair; keeps the best pair it meets. */
    private int conflict(int branch) {
        marks.set(risks, branches.cells, branches.path(branch), branches.length(branch));
        int mark = barred.mark();
        barSecond(branch);
        int size = 0;
        long most = best - branches.key(branch);
        for (long key = find(mate, most); key < most; key = find(mate, most)) {
            int pick = marks.worst(mate.arcs(), mate.length());
            if (pick < 0) {
                best = branches.key(branch) + key;
                keep(branch, 0);
                break;
            }
            if (overlapAllowed && best == NONE) {
                overlap(branch);
            }
            if (size == conflict.length) {
                conflict = Arrays.copyOf(conflict, 2 * size);
            }
            conflict[size++] = pick;
            bar(pick);
        }
        barred.undo(mark);
        return size;
    }

    private void overlap(int branch) {
        int both = marks.shared(mate.arcs(), mate.length());
        if (both < shared) {
            keep(branch, both);
        }
    }

    /** Keeps the branch's path and the one just found. */
    private void keep(int branch, int bothRun) {
        shared = bothRun;
        first.clear();
        first.add(branches.cells, branches.path(branch), branches.length(branch));
        second.clear();
        second.add(mate.arcs(), 0, mate.length());
    }

    /** First paths without this risk of the conflict; those without an earlier one are in another branch. */
    private void child(int parent, int place, long single) {
        int mark = barred.mark();
        barFirst(parent, place);
        long key = find(one, best - single);
        barred.undo(mark);
        if (key >= best - single) {
            return;
        }
        barSecond(parent, place);
        long mateKey = find(mate, best - key);
        barred.undo(mark);
        if (mateKey < best - key) {
            long bound = Math.max(branches.least(parent), key + mateKey);
            branches.add(parent, place, bound, one.arcs(), one.length(), key);
        }
    }

    /** The key of the best path without what is barred now; too much where there is none below the limit. */
    private long find(ShortestPath search, long limit) {
        if (!search.find(load, query, potential, NodeList.NONE, limit)) {
            return NONE;
        }
        long key = 0;
        for (int hop = 0; hop < search.length(); hop++) {
            int arc = search.arcs()[hop];
            key += potential.scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc));
        }
        return key;
    }

    /** Bars what the first paths of this child of the branch are without. */
    private void barFirst(int branch, int place) {
        bar(branches.risk(branch, place));
        for (int at = branch; branches.parent(at) != RiskBranches.NONE; at = branches.parent(at)) {
            bar(branches.risk(branches.parent(at), branches.place(at)));
        }
    }

    /** Bars what the second paths of this child of the branch are without. */
    private void barSecond(int branch, int place) {
        for (int i = 0; i < place; i++) {
            bar(branches.risk(branch, i));
        }
        barSecond(branch);
    }

    private void barSecond(int branch) {
        if (branches.parent(branch) != RiskBranches.NONE) {
            barSecond(branches.parent(branch), branches.place(branch));
        }
    }

    private void bar(int risk) {
        for (int arc : risks.arcsAt(risk)) {
            barred.arc(arc);
        }
    }

    /** Whether there is certainly no better pair, or no pair at all where none was found. */
    public boolean proven() {
        return least == best;
    }

    /** How much less a better pair could weigh: 0 where it is proven, and the most there is where none was found. */
    public long gap() {
        if (proven()) {
            return 0;
        }
        return best == NONE ? NONE : potential.scale.first(best) - potential.scale.first(least);
    }

    /** One path of the pair. */
    public FoundPath first() {
        return first;
    }

    /** The other one. */
    public FoundPath second() {
        return second;
    }

    /** What both paths run into; nothing where they share no risk. */
    public List<RiskTable.Risk> sharedRisks() {
        IntStream ofFirst = risks.risksOf(first.arcs(), first.length());
        int[] ofSecond = risks.risksOf(second.arcs(), second.length()).toArray();
        return ofFirst.filter(risk -> Arrays.binarySearch(ofSecond, risk) >= 0)
                .mapToObj(risks::risk)
                .toList();
    }
}
