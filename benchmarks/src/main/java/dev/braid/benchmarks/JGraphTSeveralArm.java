package dev.braid.benchmarks;

import java.util.List;
import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.interfaces.KShortestPathAlgorithm;
import org.jgrapht.alg.shortestpath.BhandariKDisjointShortestPaths;
import org.jgrapht.alg.shortestpath.SuurballeKDisjointShortestPaths;
import org.jgrapht.alg.shortestpath.YenKShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.MaskSubgraph;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/** J, the library that others use, where several paths are asked for: on a live view without what is too full. */
final class JGraphTSeveralArm implements Arm {
    private final String name;
    private final Scene scene;
    private final int most;
    private final int least;
    private final int questions;
    private final KShortestPathAlgorithm<Integer, Edge> algorithm;
    private final Arm single;
    private int mbps;

    private static final class Edge extends DefaultWeightedEdge {
        private static final long serialVersionUID = 1;
        private int link;
    }

    private JGraphTSeveralArm(
            String name,
            Scene scene,
            int least,
            int most,
            int questions,
            Function<Graph<Integer, Edge>, KShortestPathAlgorithm<Integer, Edge>> algorithm) {
        this.name = name;
        this.scene = scene;
        this.least = least;
        this.most = most;
        this.questions = questions;
        Graph<Integer, Edge> graph = new SimpleDirectedWeightedGraph<>(Edge.class);
        for (int node = 0; node < scene.wan.nodes(); node++) {
            graph.addVertex(node);
        }
        for (int link = 0; link < scene.wan.links(); link++) {
            add(graph, scene.wan.tail()[link], scene.wan.head()[link], link);
            add(graph, scene.wan.head()[link], scene.wan.tail()[link], link);
        }
        this.algorithm =
                algorithm.apply(new MaskSubgraph<>(graph, node -> false, edge -> scene.freeMbps[edge.link] < mbps));
        this.single = new EngineArm("", scene, scene.load);
    }

    /** Of parallel links the faster one: its algorithms for several paths take graphs without parallel edges only. */
    private void add(Graph<Integer, Edge> graph, int tail, int head, int link) {
        Edge edge = graph.addEdge(tail, head);
        if (edge == null) {
            edge = graph.getEdge(tail, head);
            if (scene.wan.latencyUs()[edge.link] <= scene.wan.latencyUs()[link]) {
                return;
            }
        }
        edge.link = link;
        graph.setEdgeWeight(edge, scene.wan.latencyUs()[link]);
    }

    /** For pairs that share no link. */
    static List<Arm> pairs(Scene scene) {
        int questions = scene.wan.nodes() >= 5000 ? 5 : scene.wan.nodes() >= 500 ? 30 : 100;
        return List.of(
                new JGraphTSeveralArm(
                        "JGraphT Suurballe", scene, 2, 2, questions, SuurballeKDisjointShortestPaths::new),
                new JGraphTSeveralArm("JGraphT Bhandari", scene, 2, 2, questions, BhandariKDisjointShortestPaths::new));
    }

    /** For alternatives. */
    static List<Arm> alternatives(Scene scene, int most) {
        int questions = scene.wan.nodes() >= 5000 ? 2 : scene.wan.nodes() >= 500 ? 15 : 60;
        return List.of(new JGraphTSeveralArm("JGraphT Yen", scene, 1, most, questions, YenKShortestPath::new));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int questions() {
        return questions;
    }

    @Override
    public long answer(int question) {
        if (single.answer(question) < 0) {
            // It fails where there is no path at all.
            return -1;
        }
        mbps = scene.mbps[question];
        List<GraphPath<Integer, Edge>> paths = algorithm.getPaths(scene.source[question], scene.target[question], most);
        double latency = 0;
        for (GraphPath<Integer, Edge> path : paths) {
            latency += path.getWeight();
        }
        return paths.size() < least ? -1 : (long) latency;
    }
}
