package dev.braid.path.engine.global;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A few paths for every demand that is asked for: that which it has, its shortest, and the shortest through hot arcs. */
final class PathChoices {
    private static final int MOST = 12;
    private static final int MOST_HOT = 24;

    /**
     * The paths of a demand, and the pools of each: first the one that is hottest, which decides the soonest. A demand
     * is bound to hot pools where every path of it takes one.
     */
    record Choices(int[][] paths, int[][] pools, int[] hottest, boolean boundToHot) {}

    private final GlobalProblem problem;
    private final GlobalNetwork network;
    private final ShortestTree tree;
    private final SoftMaximum soft;
    private final Waste waste;
    private final int[][] paths;
    private final Choices[] choices;
    private final int[] hot;
    private final BitSet isHot = new BitSet();
    final int[] hotPools;
    private final int[][] arrivals;
    private final int[] seen;
    private int generation;

    /** From these paths on; arcs of at least the utilisation are hot, and lengths are those of the soft maximum. */
    PathChoices(
            GlobalProblem problem, ShortestTree tree, SoftMaximum soft, Waste waste, int[][] paths, double hotFrom) {
        this.problem = problem;
        this.network = problem.network();
        this.tree = tree;
        this.soft = soft;
        this.waste = waste;
        this.paths = paths;
        this.choices = new Choices[paths.length];
        this.arrivals = new int[network.nodeCount()][];
        this.seen = new int[network.nodeCount()];
        this.hot = hottest(hotFrom);
        for (int arc : hot) {
            isHot.set(network.pool(arc));
        }
        this.hotPools = isHot.stream().toArray();
    }

    private int[] hottest(double least) {
        List<Integer> found = new ArrayList<>();
        for (int arc = 0; arc < network.arcCount(); arc++) {
            if (network.usable(arc) && soft.utilisation(network.pool(arc)) >= least) {
                found.add(arc);
            }
        }
        found.sort((one, other) ->
                Double.compare(soft.utilisation(network.pool(other)), soft.utilisation(network.pool(one))));
        return found.stream().limit(MOST_HOT).mapToInt(arc -> arc).toArray();
    }

    Choices of(int demand) {
        if (choices[demand] == null) {
            List<int[]> found = find(demand);
            int[][] pools = new int[found.size()][];
            Arrays.setAll(pools, i -> hottestFirst(found.get(i)));
            int[] hottest = Arrays.stream(pools).mapToInt(one -> one[0]).toArray();
            boolean boundToHot = Arrays.stream(hottest).allMatch(isHot::get);
            choices[demand] = new Choices(found.toArray(int[][]::new), pools, hottest, boundToHot);
        }
        return choices[demand];
    }

    private int[] hottestFirst(int[] path) {
        int[] pools = new int[path.length];
        for (int i = 0; i < path.length; i++) {
            int pool = network.pool(path[i]);
            int at = i;
            while (at > 0 && soft.utilisation(pools[at - 1]) < soft.utilisation(pool)) {
                pools[at] = pools[--at];
            }
            pools[at] = pool;
        }
        return pools;
    }

    private List<int[]> find(int demand) {
        int source = problem.demands().source(demand);
        int target = problem.demands().target(demand);
        List<int[]> found = new ArrayList<>();
        found.add(paths[demand]);
        if (reaches(source, target)) {
            add(found, demand, path(waste.arrivals(source), source, target));
            add(found, demand, path(arrivals[source], source, target));
        }
        for (int arc : hot) {
            int tail = network.tail(arc);
            int head = network.head(arc);
            if (found.size() < MOST && reaches(source, tail) && reaches(head, target)) {
                int[] before = path(arrivals[source], source, tail);
                int[] after = path(arrivals[head], head, target);
                int[] through = Arrays.copyOf(before, before.length + 1 + after.length);
                through[before.length] = arc;
                System.arraycopy(after, 0, through, before.length + 1, after.length);
                add(found, demand, through);
            }
        }
        return found;
    }

    private void add(List<int[]> found, int demand, int[] path) {
        if (!returns(problem.demands().source(demand), path)
                && !waste.tooMuch(demand, path)
                && problem.demands().rule(demand).admits(path)
                && found.stream().noneMatch(other -> Arrays.equals(other, path))) {
            found.add(path);
        }
    }

    private boolean returns(int source, int[] path) {
        generation++;
        seen[source] = generation;
        for (int arc : path) {
            if (seen[network.head(arc)] == generation) {
                return true;
            }
            seen[network.head(arc)] = generation;
        }
        return false;
    }

    private boolean reaches(int from, int to) {
        if (arrivals[from] == null) {
            tree.grow(from, soft.length);
            arrivals[from] = tree.arrival.clone();
        }
        return from == to || arrivals[from][to] >= 0;
    }

    private int[] path(int[] arrival, int from, int to) {
        int hops = 0;
        for (int at = to; at != from; at = network.tail(arrival[at])) {
            hops++;
        }
        int[] path = new int[hops];
        for (int at = to; at != from; at = network.tail(arrival[at])) {
            path[--hops] = arrival[at];
        }
        return path;
    }
}
