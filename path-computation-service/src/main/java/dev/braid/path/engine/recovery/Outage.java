package dev.braid.path.engine.recovery;

import dev.braid.path.engine.NetworkGraph;
import java.util.BitSet;

/** Links that fail together or are to be emptied together, each in both directions. */
public final class Outage {
    private final NetworkGraph graph;
    private final BitSet arcs = new BitSet();

    /** Nothing yet. */
    public Outage(NetworkGraph graph) {
        this.graph = graph;
    }

    /** The arc and its mate, too. */
    public Outage link(int arc) {
        arcs.set(arc);
        arcs.set(graph.mate(arc));
        return this;
    }

    /** All links at the node, too. */
    public Outage node(int node) {
        for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
            link(arc);
        }
        return this;
    }

    /** All links of the provider and all at its nodes, too. */
    public Outage provider(int provider) {
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            if (graph.provider(arc) == provider) {
                link(arc);
            }
        }
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (graph.providerOfNode(node) == provider) {
                node(node);
            }
        }
        return this;
    }

    /** All links at the metro's nodes, too. */
    public Outage metro(int metro) {
        for (int node = 0; node < graph.nodeCount(); node++) {
            if (graph.metro(node) == metro) {
                node(node);
            }
        }
        return this;
    }

    /** All links that run the risk in either direction, too. */
    public Outage riskGroup(int riskGroup) {
        for (int i = graph.firstArcAtRisk(riskGroup); i < graph.firstArcAtRisk(riskGroup + 1); i++) {
            link(graph.arcAtRisk(i));
        }
        return this;
    }

    /** Whether the arc is among them. */
    public boolean has(int arc) {
        return arcs.get(arc);
    }

    /** The arcs, of every link both; not to be changed. */
    BitSet arcs() {
        return arcs;
    }

    boolean crosses(PlacedConnections connections, int connection) {
        for (int hop = 0; hop < connections.length(connection); hop++) {
            if (arcs.get(connections.arc(connection, hop))) {
                return true;
            }
        }
        return false;
    }
}
