package dev.braid.local.demo;

import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.local.Terminal;
import dev.braid.local.demo.DemoReport.LegLine;
import dev.braid.local.demo.DemoReport.PathLine;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A path as people read it. */
final class PathTable {
    private PathTable() {}

    static PathLine line(String connectionId, PathPlan plan, long maxLatencyUs) {
        Map<String, Long> latencies =
                plan.getHopsList().stream().collect(Collectors.toMap(Hop::getLinkId, Hop::getLatencyUs));
        List<LegLine> legs = plan.getLegsList().stream()
                .map(leg -> new LegLine(
                        leg.getProviderId(),
                        List.copyOf(leg.getLinkIdsList()),
                        leg.getLinkIdsList().stream()
                                .mapToLong(link -> latencies.getOrDefault(link, 0L))
                                .sum(),
                        leg.getPriceMicrosPerHour()))
                .toList();
        return new PathLine(
                connectionId,
                legs,
                plan.getExpectedLatencyUs(),
                maxLatencyUs,
                plan.getPriceMicrosPerHour(),
                plan.getWhy().getSummary());
    }

    static void print(Terminal terminal, PathLine path, String currencyCode) {
        for (LegLine leg : path.legs()) {
            terminal.line("  %-12s %9s  %16s  %s"
                    .formatted(
                            leg.providerId(),
                            Figures.ms(leg.latencyUs()),
                            Figures.perHour(leg.priceMicrosPerHour(), currencyCode),
                            String.join(" → ", leg.linkIds())));
        }
        terminal.line("  %-12s %9s  %16s  %s"
                .formatted(
                        "in all",
                        Figures.ms(path.latencyUs()),
                        Figures.perHour(path.priceMicrosPerHour(), currencyCode),
                        path.maxLatencyUs() > 0 ? "promised: " + Figures.ms(path.maxLatencyUs()) : ""));
        terminal.line("  why: " + path.why());
    }

    static String oneLine(PathPlan plan) {
        return "%s over %s: %s"
                .formatted(
                        Figures.ms(plan.getExpectedLatencyUs()),
                        plan.getLegsList().stream()
                                .map(PlannedLeg::getProviderId)
                                .collect(Collectors.joining(", ")),
                        plan.getHopsList().stream().map(Hop::getLinkId).collect(Collectors.joining(" → ")));
    }
}
