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
    private static final String ONE_PATH = "one path";
    private static final String UNDER_A_LATENCY = "least price under a latency";
    private static final String THREE_BOUNDS = "least price, three bounds";
    private static final String APART_IN_LINKS = "pair apart in links";
    private static final String APART_IN_NODES = "pair apart in nodes";
    private static final String APART_IN_RISKS = "pair apart in risks";
    private static final String EIGHT_ALTERNATIVES = "eight alternatives";

    static final List<String> KINDS = List.of(
            ONE_PATH,
            UNDER_A_LATENCY,
            THREE_BOUNDS,
            APART_IN_LINKS,
            APART_IN_NODES,
            APART_IN_RISKS,
            EIGHT_ALTERNATIVES);

    private static final int ALTERNATIVES = 8;
    private static final String ROW = "%-8s %5s  %-27s %8s %8s %8s %7s  %8s %6s %6s  %9s %7s %7s  %s%n";

    private final PrintStream out;
    private final List<String> wanted;

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

    /** Of these kinds of questions, or of all where none is named. */
    PathTable(PrintStream out, List<String> wanted) {
        this.out = out;
        this.wanted = wanted;
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
            if (!wanted.isEmpty() && !wanted.contains(kind.name)) {
                continue;
            }
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
                new Kind(ONE_PATH, new EngineArm("Braid", scene, scene.load), JGraphTArms.of(scene)),
                new Kind(
                        UNDER_A_LATENCY,
                        bounded,
                        scene.wan.nodes() > 5000 ? List.of() : List.of(new PlainLabels(scene, bounded))),
                new Kind(THREE_BOUNDS, new BoundedArm("Braid, three bounds", scene, true), List.of()),
                new Kind(APART_IN_LINKS, new EnginePairArm("Braid, links", scene, Apart.IN_LINKS), pairs),
                new Kind(
                        APART_IN_NODES,
                        new EnginePairArm("Braid, nodes", scene, Apart.IN_NODES),
                        pairs.stream().map(Unlike::new).toList()),
                new Kind(APART_IN_RISKS, new EngineRiskArm(scene), List.of()),
                new Kind(
                        EIGHT_ALTERNATIVES,
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
