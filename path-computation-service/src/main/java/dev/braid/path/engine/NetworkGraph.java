package dev.braid.path.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shape of a network in plain arrays, immutable. The arcs that leave a node are numbered one after the other, so
 * {@code firstOut(node)} to {@code firstOut(node + 1) - 1} are all of them; those that enter it are their mates. Nodes
 * are numbered so that neighbours stand close together in memory. Ties between paths are broken by the order in which the
 * arcs were drawn: numbers change with what else there is, that order does not.
 */
public final class NetworkGraph {
    private final GraphColumns columns;
    private final ArcFilters filters = new ArcFilters(this);
    private final Map<Set<RiskTable.Kind>, RiskTable> risks = new ConcurrentHashMap<>();

    /** The first arc of every node, and behind the last one the count of the arcs. */
    final int[] firstOut;

    final int[] head;
    final int[] tail;
    final int[] mate;
    final int[] pair;

    /** Of paths that are equal otherwise, the one whose arcs come first in this order is the best. */
    final int[] order;

    NetworkGraph(GraphColumns columns) {
        this.columns = columns;
        this.firstOut = columns.firstOut();
        this.head = columns.head();
        this.tail = columns.tail();
        this.mate = columns.mate();
        this.order = columns.draft();
        this.pair = pairs(mate);
    }

    private static int[] pairs(int[] mate) {
        int[] pair = new int[mate.length];
        int count = 0;
        for (int arc = 0; arc < mate.length; arc++) {
            pair[arc] = arc < mate[arc] ? count++ : pair[mate[arc]];
        }
        return pair;
    }

    /** How many nodes there are. */
    public int nodeCount() {
        return firstOut.length - 1;
    }

    /** How many arcs there are, twice as many as pairs. */
    public int arcCount() {
        return head.length;
    }

    /** The first arc that leaves the node; for the count of the nodes, the count of the arcs. */
    public int firstOut(int node) {
        return firstOut[node];
    }

    /** Where the arc starts. */
    public int tail(int arc) {
        return tail[arc];
    }

    /** Where the arc ends. */
    public int head(int arc) {
        return head[arc];
    }

    /** Whether so many arcs from one place were drawn before as many from the other: the first that differ decide. */
    boolean drawnBefore(int[] arcs, int from, int[] others, int otherFrom, int length) {
        for (int i = 0; i < length; i++) {
            int difference = Integer.compare(order[arcs[from + i]], order[others[otherFrom + i]]);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    /** The arc between the same nodes the other way. */
    public int mate(int arc) {
        return mate[arc];
    }

    /** The number of the pair that the arc and its mate are: bandwidth is held on both alike. */
    public int pair(int arc) {
        return pair[arc];
    }

    /** The number of the provider whose arc it is. */
    public int provider(int arc) {
        return columns.provider()[arc];
    }

    /** Whether the arc is on the operator's own network. */
    public boolean onNet(int arc) {
        return columns.onNet().get(arc);
    }

    /** The number of the provider whose node it is. */
    public int providerOfNode(int node) {
        return columns.providerOfNode()[node];
    }

    /** The number of the country in which the node stands. */
    public int country(int node) {
        return columns.country()[node];
    }

    /** The number of the metro in which the node stands. */
    public int metro(int node) {
        return columns.metro()[node];
    }

    /** How many risk groups there are; they are numbered from 0. */
    public int riskGroupCount() {
        return columns.firstArcOfGroup().length - 1;
    }

    /** Where the arc's risk groups start in {@link #riskGroup}; those of the next arc start where they end. */
    public int firstRiskGroup(int arc) {
        return columns.firstGroupOfArc()[arc];
    }

    /** The risk group at the position. The groups of one arc are sorted. */
    public int riskGroup(int position) {
        return columns.groupsOfArcs()[position];
    }

    /** Where the arcs of the risk group start in {@link #arcAtRisk}; those of the next group start where they end. */
    public int firstArcAtRisk(int riskGroup) {
        return columns.firstArcOfGroup()[riskGroup];
    }

    /** The arc at the position. The arcs of one risk group are sorted. */
    public int arcAtRisk(int position) {
        return columns.arcsOfGroups()[position];
    }

    /** Whether the arc is in the risk group. */
    public boolean atRisk(int arc, int riskGroup) {
        return Arrays.binarySearch(columns.groupsOfArcs(), firstRiskGroup(arc), firstRiskGroup(arc + 1), riskGroup)
                >= 0;
    }

    /** What may fail at once, each set of kinds worked out once. */
    public RiskTable risks(Set<RiskTable.Kind> kinds) {
        return risks.computeIfAbsent(Set.copyOf(kinds), asked -> new RiskTable(this, asked));
    }

    /** The arcs that rules admit, each distinct set of rules worked out once. */
    public ArcFilters filters() {
        return filters;
    }
}
