package dev.braid.benchmarks;

import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.ShortestPath;
import dev.braid.path.engine.Weighing;

/** Ours. */
final class EngineArm implements Arm {
    private final String name;
    private final Scene scene;
    private final NetworkLoad load;
    private final int[][] sources = new int[Scene.QUESTIONS][];
    private final int[][] targets = new int[Scene.QUESTIONS][];
    private final PathQuery query = new PathQuery().weighing(Weighing.LATENCY);
    private final ShortestPath search = new ShortestPath();

    EngineArm(String name, Scene scene, NetworkLoad load) {
        this.name = name;
        this.scene = scene;
        this.load = load;
        for (int i = 0; i < Scene.QUESTIONS; i++) {
            sources[i] = new int[] {scene.numbered.nodeOfDraft()[scene.source[i]]};
            targets[i] = new int[] {scene.numbered.nodeOfDraft()[scene.target[i]]};
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long answer(int question) {
        query.between(sources[question], targets[question]).bandwidthBps(1_000_000L * scene.mbps[question]);
        return search.find(load, query) ? search.latencyUs() : -1;
    }
}
