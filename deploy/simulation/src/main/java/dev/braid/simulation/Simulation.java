package dev.braid.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Runs many seeds and says what was found. {@code --seeds N --from S --scenario NAME} */
public final class Simulation {
    private static final String ROW = "%-18s %6s %9s %8s %10s %9s %11s %7s";

    private Simulation() {}

    public static void main(String[] arguments) {
        long seeds = 100;
        long from = 1;
        List<Scenario> scenarios = List.of(Scenario.values());
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--from" -> from = Long.parseLong(value);
                case "--scenario" ->
                    scenarios = Arrays.stream(Scenario.values())
                            .filter(scenario -> scenario.label().equals(value))
                            .toList();
                default -> throw new IllegalArgumentException("Unknown: " + arguments[i]);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            rows.add(row(scenario, from, seeds));
        }
        System.out.println(table(rows));
        if (rows.stream().anyMatch(row -> row.violations() > 0)) {
            System.exit(1);
        }
    }

    /** What came of one scenario. */
    record Row(Scenario scenario, List<Outcome> outcomes, double wallSeconds) {
        long violations() {
            return outcomes.stream()
                    .filter(outcome -> outcome.violation().isPresent())
                    .count();
        }

        private String line() {
            return ROW.formatted(
                    scenario.label(),
                    outcomes.size(),
                    "%.1f"
                            .formatted(outcomes.stream()
                                            .mapToLong(Outcome::simulatedUs)
                                            .sum()
                                    / 3.6e9),
                    outcomes.stream().mapToInt(Outcome::moves).sum(),
                    outcomes.stream().mapToInt(Outcome::mostMoves).max().orElse(0),
                    "%d s"
                            .formatted(outcomes.stream()
                                            .mapToLong(Outcome::settleUs)
                                            .max()
                                            .orElse(0)
                                    / 1_000_000),
                    violations(),
                    "%.1f".formatted(wallSeconds));
        }
    }

    /** Runs the seeds on all cores and tells of the first that fail. */
    static Row row(Scenario scenario, long from, long seeds) {
        long start = System.nanoTime();
        List<Outcome> outcomes = LongStream.range(from, from + seeds)
                .parallel()
                .mapToObj(seed -> Run.of(scenario, seed, Run.Settings.REAL))
                .toList();
        outcomes.stream()
                .filter(outcome -> outcome.violation().isPresent())
                .limit(3)
                .forEach(outcome -> System.out.println(outcome.story()));
        return new Row(scenario, outcomes, (System.nanoTime() - start) / 1e9);
    }

    static String table(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted(
                "scenario", "seeds", "sim hours", "moves", "most moves", "settled", "violations", "wall s"));
        rows.forEach(row -> lines.add(row.line()));
        return String.join(System.lineSeparator(), lines).toString();
    }
}
