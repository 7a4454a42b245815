package dev.braid.path.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Two paths that share no risk, of the least weight together. That is hard in the worst case, so it has a budget: the
 * answer says whether it is proven, and how little a better one could weigh. Branch and bound on conflicts: for the
 * best first path, the risks that make every mate without them too dear; a better pair has a first path without one.
 */
public final class RiskDisjointSearch {
    private static final long NONE = Long.MAX_VALUE;
    private static final int[] NO_RISKS = {};

    private final ShortestPath shortest = new ShortestPath();
    private final DisjointPairSearch links = new DisjointPairSearch();
    private final BarredArcs barred = new BarredArcs();
    private final PathQuery query = new PathQuery();
    private final Admission admission = new Admission();
    private final PriorityQueue<Branch> open =
            new PriorityQueue<>(Comparator.comparingLong((Branch branch) -> branch.least)
                    .thenComparingInt(branch -> -branch.firstWithout.length)
                    .thenComparingInt(branch -> branch.number));
    private NetworkLoad load;
    private RiskTable risks;
    private Potential potential;
    private boolean overlapAllowed;
    private final RiskMarks marks = new RiskMarks();
    private int numbers;
    private int[] conflict = new int[16];
    private long pathKey;

    private long best;
    private long least;
    private int[] first;
    private int[] second;
    private int[] shared;

    /** All pairs whose first path is without some risks, and whose second path is without others. */
    private record Branch(long least, int[] firstWithout, int[] secondWithout, int[] path, long key, int number) {}

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
        first = NO_RISKS;
        second = NO_RISKS;
        shared = null;
        best = NONE;
        least = NONE;
        boolean linksApart = links.find(load, asked, DisjointPairSearch.Apart.IN_LINKS);
        if (!linksApart && !overlap) {
            return false;
        }
        admission.set(load, asked);
        potential = load.potentials()
                .potential(load, load.potentials().toward(asked.targets, asked.weighing), admission.bandwidthClass());
        query.between(asked.sources, asked.targets)
                .weighing(asked.weighing)
                .bandwidthBps(asked.bandwidthBps)
                .refusedArcs(asked.refusedArcs)
                .filter(barred.filter(load.graph(), asked.filter));
        branch(linksApart, budget);
        open.clear();
        return best != NONE || shared != null;
    }

    private void branch(boolean linksApart, int budget) {
        int[] path = path(NO_RISKS, NO_RISKS, 0);
        if (path == null) {
            return;
        }
        long single = pathKey;
        long bound = 2 * single;
        if (linksApart) {
            links.first().weigh(load, potential.scale);
            links.second().weigh(load, potential.scale);
            bound = Math.max(bound, links.key());
        }
        int branches = 0;
        numbers = 0;
        open.add(new Branch(bound, NO_RISKS, NO_RISKS, path, single, 0));
        while (!open.isEmpty()) {
            Branch branch = open.poll();
            if (branch.least >= best || best <= bound) {
                break;
            }
            if (branches++ == budget) {
                least = branch.least;
                return;
            }
            int count = conflict(branch);
            for (int i = 0; i < count; i++) {
                child(branch, i, single);
            }
        }
        least = best;
    }

    /** The risks of the branch's path without which no mate makes a better pair; keeps the best pair it meets. */
    private int conflict(Branch branch) {
        marks.set(risks, branch.path);
        int count = 0;
        while (true) {
            int[] mate = path(branch.secondWithout, conflict, count);
            if (mate == null || best != NONE && pathKey >= best - branch.key) {
                return count;
            }
            int pick = marks.worst(mate);
            if (pick < 0) {
                best = branch.key + pathKey;
                first = branch.path;
                second = mate;
                return count;
            }
            if (overlapAllowed && best == NONE) {
                overlap(branch.path, mate);
            }
            if (count == conflict.length) {
                conflict = Arrays.copyOf(conflict, 2 * count);
            }
            conflict[count++] = pick;
        }
    }

    private void overlap(int[] one, int[] mate) {
        int[] both = marks.shared(mate);
        if (shared == null || both.length < shared.length) {
            shared = both;
            first = one;
            second = mate;
        }
    }

    /** First paths without this risk of the conflict; those without an earlier one are in another branch. */
    private void child(Branch branch, int place, long single) {
        int[] firstWithout = with(branch.firstWithout, conflict, place, place + 1);
        int[] path = path(firstWithout, NO_RISKS, 0);
        if (path == null || best != NONE && pathKey >= best - single) {
            return;
        }
        long key = pathKey;
        int[] secondWithout = with(branch.secondWithout, conflict, 0, place);
        if (path(secondWithout, NO_RISKS, 0) == null) {
            return;
        }
        long bound = Math.max(branch.least, key + pathKey);
        if (bound < best) {
            open.add(new Branch(bound, firstWithout, secondWithout, path, key, ++numbers));
        }
    }

    private static int[] with(int[] some, int[] more, int from, int to) {
        int[] all = Arrays.copyOf(some, some.length + to - from);
        System.arraycopy(more, from, all, some.length, to - from);
        return all;
    }

    /** The best path without these risks and the first of those. */
    private int[] path(int[] without, int[] andWithout, int count) {
        int mark = barred.mark();
        for (int risk : without) {
            bar(risk);
        }
        for (int i = 0; i < count; i++) {
            bar(andWithout[i]);
        }
        boolean there = shortest.find(load, query, potential, NodeList.NONE, NONE);
        barred.undo(mark);
        if (!there) {
            return null;
        }
        pathKey = 0;
        for (int hop = 0; hop < shortest.length(); hop++) {
            int arc = shortest.arcs()[hop];
            pathKey += potential.scale.key(load.latencyUs(arc), load.priceMicrosPerGbpsHour(arc));
        }
        return Arrays.copyOf(shortest.arcs(), shortest.length());
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

    /** The arcs of one path, which no other search changes. */
    public int[] first() {
        return first;
    }

    /** The arcs of the other one. */
    public int[] second() {
        return second;
    }

    /** What both paths run into; nothing where they share no risk. */
    public List<RiskTable.Risk> sharedRisks() {
        return best != NONE || shared == null
                ? List.of()
                : IntStream.of(shared).mapToObj(risks::risk).toList();
    }
}
