package dev.braid.path.engine;

import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/** The arcs that a query may use, as a graph of JGraphT. */
final class JGraphTNetwork {
    private JGraphTNetwork() {}

    static Graph<Integer, DefaultWeightedEdge> of(NetworkLoad load, PathQuery query) {
        Graph<Integer, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        NetworkGraph arcs = load.graph();
        for (int node = 0; node < arcs.nodeCount(); node++) {
            graph.addVertex(node);
        }
        for (int arc = 0; arc < arcs.arcCount(); arc++) {
            if (load.fits(arc, query.bandwidthBps) && query.filter.admits(arc) && !query.refuses(arc)) {
                // With a node of its own, so that parallel arcs make no parallel edges, which some algorithms refuse.
                int middle = arcs.nodeCount() + arc;
                graph.addVertex(middle);
                DefaultWeightedEdge first = graph.addEdge(arcs.tail(arc), middle);
                graph.setEdgeWeight(first, ReferenceSearch.weight(query.weighing, load, arc));
                graph.setEdgeWeight(graph.addEdge(middle, arcs.head(arc)), 0);
            }
        }
        return graph;
    }
}
