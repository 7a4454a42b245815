package dev.braid.adapter.conformance;

import dev.braid.adapter.conformance.Finding.Result;
import java.util.List;
import java.util.Locale;

/** What came of all checks, in their order. */
public record Report(String adapter, String providerId, boolean benched, List<Finding> findings) {
    private static final int WIDTH = 120;

    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether every check that could be tried was finished, and none failed. */
    public boolean passed() {
        return count(Result.FAIL) == 0 && count(Result.WAITING) == 0;
    }

    /** How many checks ended so. */
    public long count(Result result) {
        return findings.stream().filter(it -> it.result() == result).count();
    }

    /** The names of the checks that ended so. */
    public List<String> names(Result result) {
        return findings.stream()
                .filter(it -> it.result() == result)
                .map(Finding::check)
                .toList();
    }

    /** The report as a table for people. */
    public String table() {
        int name = findings.stream().mapToInt(it -> it.check().length()).max().orElse(0);
        String indent = " ".repeat(name + 19);
        StringBuilder table = new StringBuilder("%s, provider %s%n%n".formatted(adapter, providerId));
        for (Finding finding : findings) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-" + name + "s  %-7s  %6.2f s  %s%n",
                    finding.check(),
                    finding.result(),
                    finding.tookMs() / 1000.0,
                    finding.promise()));
            switch (finding.result()) {
                case PASS -> {}
                case SKIPPED, WAITING -> table.append(folded(indent, finding.seen()));
                case FAIL ->
                    table.append(folded(indent, "expected: " + finding.expected()))
                            .append(folded(indent, "seen:     " + finding.seen()));
            }
        }
        table.append("%n%d checks: %d passed, %d failed, %d skipped"
                .formatted(findings.size(), count(Result.PASS), count(Result.FAIL), count(Result.SKIPPED)));
        table.append(
                count(Result.WAITING) == 0
                        ? ".%n".formatted()
                        : ", %d not finished, as orders still wait for somebody.%n".formatted(count(Result.WAITING)));
        if (!benched) {
            table.append(
                    "The adapter offers no bench (braid.adapter.v1.AdapterBenchService), so nobody made its provider\n"
                            + "misbehave or looked behind it.\n");
        }
        return table.toString();
    }

    private static String folded(String indent, String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder(indent).append("  ");
            }
            line.append(line.length() > indent.length() && !line.toString().isBlank() ? " " : "")
                    .append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
