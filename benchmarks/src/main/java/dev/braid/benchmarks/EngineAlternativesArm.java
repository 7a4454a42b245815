package dev.braid.benchmarks;

import dev.braid.path.engine.AlternativesSearch;
import dev.braid.path.engine.PathQuery;

/** Ours: the best loopless paths in order. */
final class EngineAlternativesArm implements Arm {
    private final Scene scene;
    private final int most;
    private final PathQuery query = new PathQuery();
    private final AlternativesSearch search = new AlternativesSearch();
    private final int[][] ends;

    EngineAlternativesArm(Scene scene, int most) {
        this.scene = scene;
        this.most = most;
        this.ends = scene.ends();
    }

    @Override
    public String name() {
        return "Braid, %d alternatives".formatted(most);
    }

    @Override
    public long answer(int question) {
        query.between(ends[2 * question], ends[2 * question + 1]).bandwidthBps(1_000_000L * scene.mbps[question]);
        int found = search.find(scene.load, query, most);
        long latency = found == 0 ? -1 : 0;
        for (int rank = 0; rank < found; rank++) {
            latency += search.path(rank).latencyUs();
        }
        return latency;
    }
}
