package dev.braid.benchmarks;

import dev.braid.benchmarks.planning.PlanningTable;
import dev.braid.path.engine.DisjointPairSearch.Apart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./braid bench paths}, {@code ./braid bench several} and {@code ./braid bench optimise}: one table each, every
 * arm in one run. {@code ./braid bench planning} measures the service as a process. {@code ./braid bench jmh} passes
 * its words to JMH, with the gc profiler on.
 */
public final class Main {
    private static final double[] TOO_FULL = {0.07, 0.32};
    private static final List<Integer> SIZES = List.of(200, 1000, 5000, 20_000);

    private static final int ALTERNATIVES = 8;
    private static final int BOOK = 1_000_000;
    private static final Path SERVICE = Path.of(
            System.getProperty("braid.repository", "."), "path-computation-service/target/quarkus-app/quarkus-run.jar");

    private Main() {}

    /** The first word says what is measured; the others, if any, on which networks. */
    public static void main(String[] words) throws Exception {
        List<String> others = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        switch (words.length == 0 ? "" : words[0]) {
            case "paths" -> paths(others);
            case "several" -> several(others);
            case "planning" -> new PlanningTable(System.out, SERVICE).print(connections(others));
            case "optimise" -> new OptimiseTable(System.out).print(others);
            case "jmh" -> {
                List<String> options = new ArrayList<>(others);
                options.addAll(List.of("-prof", "gc"));
                org.openjdk.jmh.Main.main(options.toArray(String[]::new));
            }
            default -> {
                System.err.println("usage: braid bench paths [geo200 geo1000 geo5000 geo20000 Kdl]");
                System.err.println("       braid bench several [geo200 geo1000 geo5000 geo20000]");
                System.err.println("       braid bench optimise [Colt Cogentco.0000 ...]");
                System.err.println("       braid bench planning [connections in the book at the restart]");
                System.err.println("       braid bench jmh [JMH's options]");
                System.exit(2);
            }
        }
    }

    private static int connections(List<String> words) {
        return words.isEmpty() ? BOOK : Integer.parseInt(words.getFirst());
    }

    private static void paths(List<String> wanted) throws IOException {
        PathTable table = new PathTable(System.out);
        for (WanDraft wan : networks(wanted)) {
            for (double tooFull : TOO_FULL) {
                Scene scene = new Scene(wan, tooFull);
                table.add(wan.name(), scene.tooFull(), Measurement.of(arms(scene)));
                BoundedArm one = new BoundedArm("Latency bound: Braid, least price", scene, false);
                List<Arm> bounded = wan.nodes() > 5000 ? List.of(one) : List.of(one, new PlainLabels(scene, one));
                table.add(wan.name(), scene.tooFull(), Measurement.of(bounded));
                Arm three = new BoundedArm("Three bounds: Braid, least price", scene, true);
                table.add(wan.name(), scene.tooFull(), Measurement.of(List.of(three)));
            }
        }
    }

    private static void several(List<String> wanted) throws IOException {
        PathTable table = new PathTable(System.out);
        for (WanDraft wan : networks(wanted.isEmpty() ? List.of("geo200", "geo1000", "geo5000") : wanted)) {
            for (double tooFull : TOO_FULL) {
                Scene scene = new Scene(wan, tooFull);
                List<Arm> pairs = new ArrayList<>();
                pairs.add(new EnginePairArm("Braid, pair apart in links", scene, Apart.IN_LINKS));
                pairs.add(new SinglePath(new PlainDijkstra(scene)));
                pairs.addAll(JGraphTSeveralArm.pairs(scene));
                table.add(wan.name(), scene.tooFull(), Measurement.of(pairs));
                List<Arm> nodes = List.of(
                        new EnginePairArm("Braid, pair apart in nodes", scene, Apart.IN_NODES),
                        new SinglePath(new PlainDijkstra(scene)));
                table.add(wan.name(), scene.tooFull(), Measurement.of(nodes));
                EngineRiskArm risks = new EngineRiskArm(scene);
                table.add(
                        wan.name(),
                        scene.tooFull(),
                        Measurement.of(List.of(risks, new SinglePath(new PlainDijkstra(scene)))));
                System.out.println(risks.proven());
                List<Arm> alternatives = new ArrayList<>();
                alternatives.add(new EngineAlternativesArm(scene, ALTERNATIVES));
                alternatives.add(new SinglePath(new PlainDijkstra(scene)));
                alternatives.addAll(JGraphTSeveralArm.alternatives(scene, ALTERNATIVES));
                table.add(wan.name(), scene.tooFull(), Measurement.of(alternatives));
            }
        }
    }

    /** One path only, to compare with. */
    private record SinglePath(Arm arm) implements Arm {
        @Override
        public String name() {
            return arm.name() + ", one path";
        }

        @Override
        public boolean answersAlike() {
            return false;
        }

        @Override
        public long answer(int question) {
            return arm.answer(question);
        }
    }

    private static List<Arm> arms(Scene scene) {
        List<Arm> arms = new ArrayList<>();
        arms.add(new EngineArm("Braid", scene, scene.load));
        arms.add(new EngineArm("Braid, bounds for any bandwidth only", scene, scene.load.copy()));
        arms.add(new PlainDijkstra(scene));
        arms.addAll(JGraphTArms.of(scene));
        return arms;
    }

    private static List<WanDraft> networks(List<String> wanted) throws IOException {
        List<WanDraft> networks = new ArrayList<>();
        for (int size : SIZES) {
            if (wanted.isEmpty() || wanted.contains("geo" + size)) {
                networks.add(GeometricWan.of(size, 42 + size));
            }
        }
        if (wanted.isEmpty() || wanted.contains("Kdl")) {
            Optional<Path> kdl = Data.find("data/topology-zoo/Kdl.graphml");
            if (kdl.isPresent()) {
                networks.add(TopologyZoo.read(kdl.get(), 7));
            } else {
                System.err.println("Kdl is left out: BRAID_DATA names no folder with data/topology-zoo/Kdl.graphml");
            }
        }
        return networks;
    }
}
