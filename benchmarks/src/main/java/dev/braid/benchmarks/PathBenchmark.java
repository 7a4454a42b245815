package dev.braid.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One path under bandwidth; with the gc profiler it shows that asking makes no garbage. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShortestPathBenchmark {
    @Param({"1000", "5000"})
    int nodes;

    @Param({"0.07", "0.32"})
    double tooFull;

    private Arm engine;
    private Arm dijkstra;
    private int next;

    /** Builds the network, and the bounds that a service at work has. */
    @Setup
    public void prepare() {
        Scene scene = new Scene(GeometricWan.of(nodes, 42L + nodes), tooFull);
        engine = new EngineArm("Braid", scene, scene.load);
        dijkstra = new PlainDijkstra(scene);
        for (int round = 0; round < 50; round++) {
            for (int question = 0; question < Scene.QUESTIONS; question++) {
                engine.answer(question);
            }
        }
    }

    /** Ours. */
    @Benchmark
    public long engine() {
        return engine.answer(question());
    }

    /** The reference. */
    @Benchmark
    public long dijkstra() {
        return dijkstra.answer(question());
    }

    private int question() {
        next = next + 1 == Scene.QUESTIONS ? 0 : next + 1;
        return next;
    }
}
