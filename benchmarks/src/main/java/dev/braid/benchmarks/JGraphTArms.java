package dev.braid.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm;
import org.jgrapht.alg.shortestpath.ALTAdmissibleHeuristic;
import org.jgrapht.alg.shortestpath.AStarShortestPath;
import org.jgrapht.alg.shortestpath.BidirectionalDijkstraShortestPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.alg.shortestpath.IntVertexDijkstraShortestPath;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.jgrapht.graph.MaskSubgraph;
import org.jgrapht.opt.graph.sparse.SparseIntDirectedWeightedGraph;

/** J, the library that others use: its applicable algorithms on live views that leave out what is too full. */
final class JGraphTArms {
    private final Scene scene;
    private int mbps;

    private static final class Edge extends DefaultWeightedEdge {
        private static final long serialVersionUID = 1;
        private final int link;

        Edge(int link) {
            this.link = link;
        }
    }

    private record JGraphTArm<E>(
            String name, Scene scene, JGraphTArms of, ShortestPathAlgorithm<Integer, E> algorithm, int questions)
            implements Arm {
        @Override
        public long answer(int question) {
            of.mbps = scene.mbps[question];
            GraphPath<Integer, E> path = algorithm.getPath(scene.source[question], scene.target[question]);
            return path == null ? -1 : (long) path.getWeight();
        }
    }

    private JGraphTArms(Scene scene) {
        this.scene = scene;
    }

    static List<Arm> of(Scene scene) {
        return new JGraphTArms(scene).arms();
    }

    private List<Arm> arms() {
        Graph<Integer, Edge> plain = new DirectedWeightedMultigraph<>(Edge.class);
        List<Triple<Integer, Integer, Double>> triples = new ArrayList<>();
        for (int node = 0; node < scene.wan.nodes(); node++) {
            plain.addVertex(node);
        }
        for (int link = 0; link < scene.wan.links(); link++) {
            int tail = scene.wan.tail()[link];
            int head = scene.wan.head()[link];
            double latency = scene.wan.latencyUs()[link];
            add(plain, tail, head, new Edge(link), latency);
            add(plain, head, tail, new Edge(link), latency);
            triples.add(Triple.of(tail, head, latency));
            triples.add(Triple.of(head, tail, latency));
        }
        Graph<Integer, Edge> mask = new MaskSubgraph<>(plain, node -> false, edge -> scene.freeMbps[edge.link] < mbps);
        Graph<Integer, Integer> sparse = new SparseIntDirectedWeightedGraph(scene.wan.nodes(), triples);
        Graph<Integer, Integer> sparseMask =
                new MaskSubgraph<>(sparse, node -> false, edge -> scene.freeMbps[edge / 2] < mbps);
        Set<Integer> landmarks = new LinkedHashSet<>();
        Random random = new Random(5);
        while (landmarks.size() < Math.min(16, scene.wan.nodes())) {
            landmarks.add(random.nextInt(scene.wan.nodes()));
        }
        int questions = scene.wan.nodes() >= 5000 ? 40 : scene.wan.nodes() >= 500 ? 100 : Scene.QUESTIONS;
        return List.of(
                arm("JGraphT Dijkstra", new DijkstraShortestPath<>(mask), questions),
                arm("JGraphT bidirectional Dijkstra", new BidirectionalDijkstraShortestPath<>(mask), questions),
                arm("JGraphT int Dijkstra, sparse graph", new IntVertexDijkstraShortestPath<>(sparseMask), questions),
                arm(
                        "JGraphT A*, 16 landmarks",
                        new AStarShortestPath<>(mask, new ALTAdmissibleHeuristic<>(plain, landmarks)),
                        questions));
    }

    private <E> Arm arm(String name, ShortestPathAlgorithm<Integer, E> algorithm, int questions) {
        return new JGraphTArm<>(name, scene, this, algorithm, questions);
    }

    private static void add(Graph<Integer, Edge> graph, int tail, int head, Edge edge, double latency) {
        graph.addEdge(tail, head, edge);
        graph.setEdgeWeight(edge, latency);
    }
}
