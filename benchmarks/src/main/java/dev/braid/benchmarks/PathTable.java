package dev.braid.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The table of one run: what each arm took, and how many times what the best of ours takes. */
final class PathTable {
    private static final String ROW = "%-12s %7s  %-36s %10s %10s %10s %9s %8s%n";

    private final PrintStream out;

    PathTable(PrintStream out) {
        this.out = out;
        out.println(
                "Microseconds for one question. CPU: mean over the questions, median of rounds. Median and p99: over"
                        + " the questions. x ours: CPU against the first row.");
        out.printf(ROW, "network", "full", "arm", "CPU", "median", "p99", "p99/med", "x ours");
    }

    void add(String network, double tooFull, List<Measurement.Result> results) {
        double ours = results.getFirst().meanUs();
        for (Measurement.Result result : results) {
            out.printf(
                    ROW,
                    network,
                    String.format(Locale.ROOT, "%.0f %%", 100 * tooFull),
                    result.arm(),
                    figure(result.meanUs()),
                    figure(result.medianUs()),
                    figure(result.p99Us()),
                    figure(result.p99Us() / result.medianUs()),
                    figure(result.meanUs() / ours));
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
