package dev.braid.local.topology.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an import dropped, assumed or has to tell: counted by reason, with the first place of each. */
public final class Remarks {
    private enum Weight {
        DROPPED,
        ASSUMED,
        TOLD
    }

    private record Reason(Weight weight, String text) {}

    private record Tally(int count, int line, String example) {}

    private final Map<Reason, Tally> tallies = new LinkedHashMap<>();

    /** Something of the file is not in the topology. */
    void dropped(String reason, int line, String example) {
        add(Weight.DROPPED, reason, line, example);
    }

    /** Something of the topology is not in the file. */
    void assumed(String reason, int line, String example) {
        add(Weight.ASSUMED, reason, line, example);
    }

    /** Worth knowing, and nothing is lost or invented. */
    void told(String reason, int line, String example) {
        add(Weight.TOLD, reason, line, example);
    }

    private void add(Weight weight, String reason, int line, String example) {
        tallies.merge(
                new Reason(weight, reason),
                new Tally(1, line, example),
                (old, _) -> new Tally(old.count() + 1, old.line(), old.example()));
    }

    /** Takes over what another one holds. */
    void addAll(Remarks other) {
        other.tallies.forEach((reason, tally) -> tallies.merge(
                reason, tally, (old, more) -> new Tally(old.count() + more.count(), old.line(), old.example())));
    }

    /** Whether the topology is less or more than what the file says. */
    public boolean differFromFile() {
        return tallies.keySet().stream().anyMatch(reason -> reason.weight() != Weight.TOLD);
    }

    /** One line for each reason, what was dropped first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        tallies.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().weight()))
                .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        return lines;
    }

    private static String line(Reason reason, Tally tally) {
        return "%-8s %6d  %s (%sline %d: '%s')"
                .formatted(
                        reason.weight().name().toLowerCase(Locale.ROOT),
                        tally.count(),
                        reason.text(),
                        tally.count() > 1 ? "first: " : "",
                        tally.line(),
                        Source.quoted(tally.example()));
    }
}
