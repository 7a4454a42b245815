package dev.braid.benchmarks;

import dev.braid.path.engine.DisjointPairSearch;
import dev.braid.path.engine.DisjointPairSearch.Apart;
import dev.braid.path.engine.PathQuery;

/** Ours: two disjoint paths of the least latency together. */
final class EnginePairArm implements Arm {
    private final String name;
    private final Scene scene;
    private final Apart apart;
    private final PathQuery query = new PathQuery();
    private final DisjointPairSearch search = new DisjointPairSearch();
    private final int[][] ends;

    EnginePairArm(String name, Scene scene, Apart apart) {
        this.name = name;
        this.scene = scene;
        this.apart = apart;
        this.ends = scene.ends();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long answer(int question) {
        query.between(ends[2 * question], ends[2 * question + 1]).bandwidthBps(1_000_000L * scene.mbps[question]);
        return search.find(scene.load, query, apart)
                ? search.first().latencyUs() + search.second().latencyUs()
                : -1;
    }
}
