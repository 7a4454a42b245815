package dev.braid.path.engine.global;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A network and what it is to carry. A current path over an arc out of order counts as broken. Immutable. */
public final class GlobalProblem {
    private final GlobalNetwork network;
    private final GlobalDemands demands;

    /** The demands of every source stand together: those of node s start here. */
    final int[] firstOfSource;

    final int[] bySource;

    /**
     * Demands over the nodes and arcs of the network.
     *
     * @throws IllegalArgumentException where a demand names a node or path that the network does not have
     */
    public GlobalProblem(GlobalNetwork network, GlobalDemands demands) {
        this.network = network;
        this.demands = demands;
        this.firstOfSource = new int[network.nodeCount() + 1];
        this.bySource = new int[demands.count()];
        checkRules();
        int[] seen = new int[network.nodeCount()];
        for (int demand = 0; demand < demands.count(); demand++) {
            Bounds.within("source", demand, demands.source(demand), 0, network.nodeCount() - 1);
            Bounds.within("target", demand, demands.target(demand), 0, network.nodeCount() - 1);
            checkPath("current", demand, demands.current(demand), seen);
            firstOfSource[demands.source(demand) + 1]++;
        }
        for (int node = 0; node < network.nodeCount(); node++) {
            firstOfSource[node + 1] += firstOfSource[node];
        }
        int[] next = firstOfSource.clone();
        for (int demand = 0; demand < demands.count(); demand++) {
            bySource[next[demands.source(demand)]++] = demand;
        }
    }

    private void checkRules() {
        Set<long[]> checked = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int demand = 0; demand < demands.count(); demand++) {
            for (PathRule.Bound bound : demands.rule(demand).bounds()) {
                if (checked.add(bound.ofArc())) {
                    Bounds.sameLength("ofArc", bound.ofArc().length, "tail", network.arcCount());
                    for (int arc = 0; arc < network.arcCount(); arc++) {
                        Bounds.within("ofArc", arc, bound.ofArc()[arc], 0, PathRule.Bound.MAX_OF_ARC);
                    }
                }
            }
        }
    }

    /** An array that is zero everywhere, with one place for every node, is lent to the check. */
    void checkPath(String field, int demand, int[] path, int[] seen) {
        if (path.length == 0) {
            return;
        }
        int node = demands.source(demand);
        seen[node] = 1;
        int hop = 0;
        String wrong = null;
        while (hop < path.length && wrong == null) {
            int arc = path[hop];
            if (arc < 0 || arc >= network.arcCount()) {
                wrong = "is not within 0 to %d".formatted(network.arcCount() - 1);
            } else if (network.tail(arc) != node) {
                wrong = "starts at node %d, not at node %d".formatted(network.tail(arc), node);
            } else if (seen[network.head(arc)] != 0) {
                wrong = "returns to node %d".formatted(network.head(arc));
            } else {
                node = network.head(arc);
                seen[node] = 1;
                hop++;
            }
        }
        seen[demands.source(demand)] = 0;
        for (int back = 0; back < hop; back++) {
            seen[network.head(path[back])] = 0;
        }
        if (wrong != null) {
            throw new IllegalArgumentException(
                    "%s[%d][%d] is arc %d, which %s.".formatted(field, demand, hop, path[hop], wrong));
        }
        if (node != demands.target(demand)) {
            throw new IllegalArgumentException("%s[%d] ends at node %d, not at its target %d."
                    .formatted(field, demand, node, demands.target(demand)));
        }
    }

    /** How many nodes are the source of a demand. */
    int sourceCount() {
        int count = 0;
        for (int node = 0; node < network.nodeCount(); node++) {
            count += firstOfSource[node] < firstOfSource[node + 1] ? 1 : 0;
        }
        return count;
    }

    /** The network that carries. */
    public GlobalNetwork network() {
        return network;
    }

    /** What is to be carried. */
    public GlobalDemands demands() {
        return demands;
    }

    /** Whether the demand has a path today of which every arc is in order. */
    public boolean placed(int demand) {
        int[] path = demands.paths()[demand];
        for (int arc : path) {
            if (!network.usable(arc)) {
                return false;
            }
        }
        return path.length > 0;
    }
}
