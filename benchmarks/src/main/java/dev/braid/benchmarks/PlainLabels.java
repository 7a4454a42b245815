package dev.braid.benchmarks;

import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import java.util.Arrays;
import java.util.PriorityQueue;

/** Plain label setting: least price under a latency bound with no lower bounds to go by. */
final class PlainLabels implements Arm {
    private static final int ASKED = 20;

    private final Scene scene;
    private final BoundedArm bounds;

    PlainLabels(Scene scene, BoundedArm bounds) {
        this.scene = scene;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return "Latency bound: plain label setting";
    }

    @Override
    public int questions() {
        return ASKED;
    }

    @Override
    public long answer(int question) {
        NetworkLoad load = scene.load;
        NetworkGraph graph = load.graph();
        int target = scene.numbered.nodeOfDraft()[scene.target[question]];
        long bound = bounds.maxLatencyUs(question);
        long[] fastest = new long[graph.nodeCount()];
        Arrays.fill(fastest, Long.MAX_VALUE);
        PriorityQueue<long[]> queue = new PriorityQueue<>((one, other) -> Long.compare(one[0], other[0]));
        queue.add(new long[] {0, 0, scene.numbered.nodeOfDraft()[scene.source[question]]});
        while (!queue.isEmpty()) {
            long[] next = queue.remove();
            int node = (int) next[2];
            if (node == target) {
                return next[0];
            }
            if (next[1] < fastest[node]) {
                fastest[node] = next[1];
                for (int arc = graph.firstOut(node); arc < graph.firstOut(node + 1); arc++) {
                    long latency = next[1] + load.latencyUs(arc);
                    if (latency <= bound && load.fits(arc, 1_000_000L * scene.mbps[question])) {
                        queue.add(new long[] {next[0] + load.priceMicrosPerGbpsHour(arc), latency, graph.head(arc)});
                    }
                }
            }
        }
        return -1;
    }
}
