package dev.braid.benchmarks;

import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.RiskDisjointSearch;
import dev.braid.path.engine.RiskTable;
import java.util.EnumSet;

/** Ours: two paths that share no conduit, of the least latency together. */
final class EngineRiskArm implements Arm {
    private static final int BUDGET = 5000;

    private final Scene scene;
    private final RiskTable risks;
    private final PathQuery query = new PathQuery();
    private final RiskDisjointSearch search = new RiskDisjointSearch();
    private final int[][] ends;

    EngineRiskArm(Scene scene) {
        this.scene = scene;
        this.risks = new RiskTable(scene.load.graph(), EnumSet.of(RiskTable.Kind.RISK_GROUP));
        this.ends = scene.ends();
    }

    @Override
    public String name() {
        return "Braid, pair apart in risks";
    }

    @Override
    public long answer(int question) {
        query.between(ends[2 * question], ends[2 * question + 1]).bandwidthBps(1_000_000L * scene.mbps[question]);
        return search.find(scene.load, query, risks, BUDGET)
                ? search.first().latencyUs() + search.second().latencyUs()
                : -1;
    }

    @Override
    public String note() {
        int pairs = 0;
        int proven = 0;
        for (int question = 0; question < questions(); question++) {
            pairs += answer(question) < 0 ? 0 : 1;
            proven += search.proven() ? 1 : 0;
        }
        return "%.1f %% proven within %d branches; %d pairs".formatted(100.0 * proven / questions(), BUDGET, pairs);
    }

    @Override
    public int questions() {
        return scene.wan.nodes() >= 5000 ? 40 : Scene.QUESTIONS;
    }
}
