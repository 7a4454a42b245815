package dev.braid.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.braid.path.engine.recovery.MassReroute;
import dev.braid.path.engine.recovery.OldPaths;
import dev.braid.path.engine.recovery.Outage;
import dev.braid.path.engine.recovery.Rerouted;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A hundred thousand connections, and the node or the link that most of them need fails: what it takes to find them,
 * and to find and hold new paths, beside the arms of single paths on questions of theirs.
 */
final class RerouteTable {
    private static final int CONNECTIONS = 100_000;
    private static final int ROUNDS = 9;
    private static final int WARM_UPS = 4;
    private static final String ROW = "%-10s%6s %-5s%9d%9d%9.2f%10.1f%10.1f%10.1f%10.1f%9d%9.1f%9.1f%9.0f%8.0f%n";
    private static final String HEAD = "%-10s%6s %-5s%9s%9s%9s%10s%10s%10s%10s%9s%9s%9s%9s%8s%n";
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;
    private final MassReroute alone = new MassReroute(1);
    private final MassReroute both = new MassReroute(2);

    /** One round: milliseconds to find the affected, and to give them new paths on the wall and of the process. */
    private record Round(double findMs, double wallMs, double cpuMs, int repeated) {}

    RerouteTable(PrintStream out) {
        this.out = out;
        out.println(
                ("%,d connections; medians of %d rounds in turn, milliseconds. 1 and 2: threads; wall and CPU from the"
                                + " failure until all is held. again: searches repeated. ours, D, J: CPU us for one path of the"
                                + " affected; J the best of JGraphT's algorithms. J/ours: J against a connection on one thread.")
                        .formatted(CONNECTIONS, ROUNDS));
        out.printf(
                HEAD,
                "network",
                "held",
                "fails",
                "affected",
                "restored",
                "find",
                "1 wall",
                "1 CPU",
                "2 wall",
                "2 CPU",
                "again",
                "ours",
                "D",
                "J",
                "J/ours");
    }

    /** Places the connections, about so large, and lets the hottest node and the hottest link fail. */
    void add(WanDraft wan, double medianMbps) {
        PlacedScene scene = new PlacedScene(wan, CONNECTIONS, medianMbps);
        scene.requireBooked();
        add(scene, "node", new Outage(scene.graph).node(scene.hottestNode()));
        add(scene, "link", new Outage(scene.graph).link(scene.hottestArc()));
    }

    private void add(PlacedScene scene, String what, Outage outage) {
        List<Round> onOne = new ArrayList<>();
        List<Round> onTwo = new ArrayList<>();
        int[] affected = MassReroute.affected(scene.table, outage);
        List<String> answers = List.of();
        int restored = 0;
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            List<Round> one = round < WARM_UPS ? new ArrayList<>() : onOne;
            Rerouted first = round(scene, outage, alone, one);
            answers = answers.isEmpty() ? answers(first) : answers;
            requireSame(answers, answers(first));
            undo(scene, outage, first);
            Rerouted second = round(scene, outage, both, round < WARM_UPS ? new ArrayList<>() : onTwo);
            requireSame(answers, answers(second));
            requireNoneOverbooked(scene, outage);
            restored = second.foundCount();
            undo(scene, outage, second);
        }
        scene.requireBooked();
        List<Measurement.Result> arms = arms(scene, outage, affected);
        double jgrapht = arms.stream()
                .filter(result -> result.arm().name().startsWith("JGraphT"))
                .mapToDouble(Measurement.Result::mean)
                .min()
                .orElseThrow();
        double cpu = median(onOne, Comparator.comparingDouble(Round::cpuMs)).cpuMs;
        out.printf(
                ROW,
                scene.wan.name(),
                "%.1f %%".formatted(100 * scene.utilisation()),
                what,
                affected.length,
                restored,
                median(onTwo, Comparator.comparingDouble(Round::findMs)).findMs,
                median(onOne, Comparator.comparingDouble(Round::wallMs)).wallMs,
                cpu,
                median(onTwo, Comparator.comparingDouble(Round::wallMs)).wallMs,
                median(onTwo, Comparator.comparingDouble(Round::cpuMs)).cpuMs,
                median(onTwo, Comparator.comparingInt(Round::repeated)).repeated,
                arms.getFirst().mean(),
                arms.get(1).mean(),
                jgrapht,
                jgrapht / (1000 * cpu / affected.length));
    }

    private static Rerouted round(PlacedScene scene, Outage outage, MassReroute reroute, List<Round> rounds) {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        use(scene, outage, false);
        int[] affected = MassReroute.affected(scene.table, outage);
        long found = System.nanoTime();
        Rerouted rerouted = reroute.run(scene.table, scene.load, outage, OldPaths.BROKEN, affected);
        long end = System.nanoTime();
        rounds.add(new Round(
                (found - start) / 1e6,
                (end - start) / 1e6,
                (PROCESS.getProcessCpuTime() - cpu) / 1e6,
                rerouted.repeated()));
        return rerouted;
    }

    private static void use(PlacedScene scene, Outage outage, boolean usable) {
        for (int arc = 0; arc < scene.graph.arcCount(); arc++) {
            if (outage.has(arc)) {
                scene.load.measure(arc, scene.load.latencyUs(arc), usable);
            }
        }
    }

    /** Puts everything back as it was before the failure. */
    private static void undo(PlacedScene scene, Outage outage, Rerouted rerouted) {
        for (int place = 0; place < rerouted.size(); place++) {
            long bps = scene.table.bandwidthBps(rerouted.connection(place));
            scene.load.release(rerouted.path(place), rerouted.length(place), bps);
        }
        for (int place = 0; place < rerouted.size(); place++) {
            int connection = rerouted.connection(place);
            for (int arc : scene.table.path(connection)) {
                scene.load.take(arc, scene.table.bandwidthBps(connection));
            }
        }
        use(scene, outage, true);
    }

    private static List<String> answers(Rerouted rerouted) {
        List<String> answers = new ArrayList<>(rerouted.size());
        for (int place = 0; place < rerouted.size(); place++) {
            answers.add(rerouted.connection(place) + Arrays.toString(rerouted.path(place)));
        }
        return answers;
    }

    private static void requireSame(List<String> expected, List<String> actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("Another run gave other paths");
        }
    }

    private static void requireNoneOverbooked(PlacedScene scene, Outage outage) {
        for (int arc = 0; arc < scene.graph.arcCount(); arc++) {
            if (scene.load.residualBps(arc) < 0) {
                throw new IllegalStateException("Arc %d is overbooked by %d bit/s, out: %b"
                        .formatted(arc, -scene.load.residualBps(arc), outage.has(arc)));
            }
        }
    }

    /** The questions of the affected, as the first of them finds the network. */
    private static List<Measurement.Result> arms(PlacedScene scene, Outage outage, int[] affected) {
        use(scene, outage, false);
        for (int connection : affected) {
            scene.load.release(
                    scene.table.path(connection), scene.table.length(connection), scene.table.bandwidthBps(connection));
        }
        Scene questions = scene.questions(affected);
        List<Arm> arms = new ArrayList<>();
        arms.add(new EngineArm("Braid", questions, questions.load));
        arms.add(new PlainDijkstra(questions));
        arms.addAll(JGraphTArms.of(questions));
        List<Measurement.Result> results = Measurement.of(arms);
        for (int connection : affected) {
            for (int arc : scene.table.path(connection)) {
                scene.load.take(arc, scene.table.bandwidthBps(connection));
            }
        }
        use(scene, outage, true);
        return results;
    }

    private static Round median(List<Round> rounds, Comparator<Round> order) {
        return rounds.stream().sorted(order).toList().get(rounds.size() / 2);
    }
}
