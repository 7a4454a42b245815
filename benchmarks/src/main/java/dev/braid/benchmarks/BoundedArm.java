package dev.braid.benchmarks;

import dev.braid.path.engine.BoundedPath;
import dev.braid.path.engine.NetworkLoad;
import dev.braid.path.engine.PathBounds;
import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.Weighing;
import java.util.Random;

/**
 * Ours, least price under bounds that can be kept: a latency between that of the fastest and that of the cheapest path,
 * and with more bounds the jitter and the loss of a path that is faster still.
 */
final class BoundedArm implements Arm {
    private static final double[] TIGHT = {0.1, 0.3, 0.5, 0.7, 0.9};

    private final String name;
    private final Scene scene;
    private final NetworkLoad load;
    private final PathBounds[] bounds = new PathBounds[Scene.QUESTIONS];
    private final int[][] ends;
    private final PathQuery query = new PathQuery();
    private final BoundedPath search = new BoundedPath();
    private BoundedPath.Outcome outcome = BoundedPath.Outcome.NONE;

    BoundedArm(String name, Scene scene, boolean three) {
        this.name = name;
        this.scene = scene;
        this.load = scene.load;
        this.ends = new int[scene.wan.nodes()][];
        for (int node = 0; node < ends.length; node++) {
            ends[node] = new int[] {node};
        }
        Random random = new Random(3);
        for (int arc = 0; arc < load.graph().arcCount(); arc++) {
            load.qualities().set(arc, 1 + random.nextInt(500), random.nextInt(100_000), random.nextInt(1_000_000));
        }
        load.qualities().raise();
        for (int question = 0; question < questions(); question++) {
            bounds[question] = bounds(question, three);
        }
    }

    private PathBounds bounds(int question, boolean three) {
        PathBounds within = new PathBounds();
        if (!find(question, Weighing.LATENCY, within)) {
            return within;
        }
        long least = search.used(Resource.LATENCY);
        find(question, Weighing.PRICE, within);
        double room = TIGHT[question % TIGHT.length] * (search.used(Resource.LATENCY) - least);
        if (three) {
            find(question, Weighing.PRICE, within.most(Resource.LATENCY, least + (long) (room / 2)));
            within.most(Resource.JITTER, search.used(Resource.JITTER));
            within.most(Resource.LOSS, search.used(Resource.LOSS));
        }
        return within.most(Resource.LATENCY, least + (long) room);
    }

    private boolean find(int question, Weighing weighing, PathBounds within) {
        query.between(
                        ends[scene.numbered.nodeOfDraft()[scene.source[question]]],
                        ends[scene.numbered.nodeOfDraft()[scene.target[question]]])
                .weighing(weighing)
                .bandwidthBps(1_000_000L * scene.mbps[question]);
        outcome = search.find(load, query, within);
        return outcome == BoundedPath.Outcome.FOUND;
    }

    long maxLatencyUs(int question) {
        return bounds[question].most(Resource.LATENCY);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int questions() {
        return scene.wan.nodes() > 5000 ? 100 : Scene.QUESTIONS;
    }

    @Override
    public String note() {
        int spent = 0;
        for (int question = 0; question < questions(); question++) {
            answer(question);
            spent += outcome == BoundedPath.Outcome.BUDGET_SPENT ? 1 : 0;
        }
        return spent == 0 ? "" : spent + " not proven";
    }

    @Override
    public long answer(int question) {
        return find(question, Weighing.PRICE, bounds[question]) ? search.used(Resource.PRICE) : -1;
    }
}
