package dev.braid.benchmarks;

import dev.braid.path.engine.DisjointPairSearch.Apart;
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

/** Every kind of question; with the gc profiler it shows what asking leaves behind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PathBenchmark {
    /** What is asked. */
    public enum Kind {
        ONE_PATH,
        LATENCY_BOUND,
        THREE_BOUNDS,
        PAIR_APART_IN_LINKS,
        PAIR_APART_IN_NODES,
        PAIR_APART_IN_RISKS,
        EIGHT_ALTERNATIVES,
        DIJKSTRA
    }

    @Param({"1000"})
    int nodes;

    @Param({"0.07", "0.32"})
    double tooFull;

    @Param
    Kind kind;

    private Arm arm;
    private int next;

    /** Builds the network, and the bounds that a service at work has. */
    @Setup
    public void prepare() {
        Scene scene = new Scene(GeometricWan.of(nodes, 42L + nodes), tooFull);
        arm = switch (kind) {
            case ONE_PATH -> new EngineArm("one path", scene, scene.load);
            case LATENCY_BOUND -> new BoundedArm("latency bound", scene, false);
            case THREE_BOUNDS -> new BoundedArm("three bounds", scene, true);
            case PAIR_APART_IN_LINKS -> new EnginePairArm("links", scene, Apart.IN_LINKS);
            case PAIR_APART_IN_NODES -> new EnginePairArm("nodes", scene, Apart.IN_NODES);
            case PAIR_APART_IN_RISKS -> new EngineRiskArm(scene);
            case EIGHT_ALTERNATIVES -> new EngineAlternativesArm(scene, 8);
            case DIJKSTRA -> new PlainDijkstra(scene);
        };
        for (int round = 0; round < 50; round++) {
            for (int question = 0; question < arm.questions(); question++) {
                arm.answer(question);
            }
        }
    }

    /** One question. */
    @Benchmark
    public long answer() {
        next = next + 1 == arm.questions() ? 0 : next + 1;
        return arm.answer(next);
    }
}
