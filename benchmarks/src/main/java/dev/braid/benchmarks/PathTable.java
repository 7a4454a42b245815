package dev.braid.benchmarks;

import dev.braid.path.engine.DisjointPairSearch.Apart;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of one run: for every kind of question, what ours takes beside a plain Dijkstra and the best peer. */
final class PathTable {
    private static final int ALTERNATIVES = 8;
    private static final String ROW = "%-8s %5s  %-27s %8s %8s %8s %7s  %8s %6s %6s  %9s %7s %7s  %s%n";

    private final PrintStream out;

    /** One kind of question: ours first, and what others have for it. */
    private record Kind(String name, Arm ours, List<? extends Arm> peers) {}

    /** An arm that answers another question, to compare with. */
    private record Unlike(Arm arm) implements Arm {
        @Override
        public String name() {
            return arm.name();
        }

        @Override
        public boolean answersAlike() {
            return false;
        }

        @Override
        public int questions() {
            return arm.questions();
        }

        @Override
        public long answer(int question) {
            return arm.answer(question);
        }
    }

    PathTable(PrintStream out) {
        this.out = out;
        out.println("Microseconds of CPU for one question. D finds one path by plain Dijkstra, whatever is asked; J is"
                + " the best peer.");
        out.println("D/x, J/x: how many times what ours takes, by means (avg) and by medians (med), over the questions"
                + " that both answer.");
        out.printf(
                ROW,
                "network",
                "full",
                "question",
                "avg",
                "med",
                "p99",
                "p99/med",
                "D med",
                "D/x",
                "D/x",
                "J med",
                "J/x",
                "J/x",
                "J");
        out.printf(ROW, "", "", "", "", "", "", "", "", "avg", "med", "", "avg", "med", "");
    }

    void add(Scene scene) {
        for (Kind kind : kinds(scene)) {
            Arm dijkstra = new PlainDijkstra(scene);
            List<Arm> arms = new ArrayList<>();
            arms.add(kind.ours);
            arms.add(kind.ours instanceof EngineArm ? dijkstra : new Unlike(dijkstra));
            arms.addAll(kind.peers);
            List<Measurement.Result> results = Measurement.of(arms);
            Optional<Measurement.Result> best =
                    results.stream().skip(2).min(Comparator.comparingDouble(Measurement.Result::median));
            print(scene, kind, results.get(0), results.get(1), best);
        }
    }

    private static List<Kind> kinds(Scene scene) {
        BoundedArm bounded = new BoundedArm("Braid, least price under a latency", scene, false);
        List<Arm> pairs = JGraphTSeveralArm.pairs(scene);
        return List.of(
                new Kind("one path", new EngineArm("Braid", scene, scene.load), JGraphTArms.of(scene)),
                new Kind(
                        "least price under a latency",
                        bounded,
                        scene.wan.nodes() > 5000 ? List.of() : List.of(new PlainLabels(scene, bounded))),
                new Kind("least price, three bounds", new BoundedArm("Braid, three bounds", scene, true), List.of()),
                new Kind("pair apart in links", new EnginePairArm("Braid, links", scene, Apart.IN_LINKS), pairs),
                new Kind(
                        "pair apart in nodes",
                        new EnginePairArm("Braid, nodes", scene, Apart.IN_NODES),
                        pairs.stream().map(Unlike::new).toList()),
                new Kind("pair apart in risks", new EngineRiskArm(scene), List.of()),
                new Kind(
                        "eight alternatives",
                        new EngineAlternativesArm(scene, ALTERNATIVES),
                        JGraphTSeveralArm.alternatives(scene, ALTERNATIVES)));
    }

    private void print(
            Scene scene,
            Kind kind,
            Measurement.Result ours,
            Measurement.Result dijkstra,
            Optional<Measurement.Result> peer) {
        out.printf(
                ROW,
                scene.wan.name(),
                String.format(Locale.ROOT, "%.0f %%", 100 * scene.tooFull()),
                kind.name,
                figure(ours.mean()),
                figure(ours.median()),
                figure(ours.p99()),
                figure(ours.p99() / ours.median()),
                figure(dijkstra.median()),
                figure(dijkstra.timesTheMeanOf(ours)),
                figure(dijkstra.timesTheMedianOf(ours)),
                peer.map(each -> figure(each.median())).orElse("-"),
                peer.map(each -> figure(each.timesTheMeanOf(ours))).orElse("-"),
                peer.map(each -> figure(each.timesTheMedianOf(ours))).orElse("-"),
                peer.map(each -> each.arm().name() + " (" + each.us().length + ")")
                                .orElse("")
                        + kind.ours.note());
        out.flush();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
