package dev.braid.local.demo;

import dev.braid.local.Terminal;
import dev.braid.local.demo.DemoReport.IntentLine;
import dev.braid.local.demo.DemoReport.MoveLine;

/** The last page of the demo. */
public final class DemoSummary {
    private DemoSummary() {}

    /** Prints the table of what happened. */
    public static void print(DemoReport report, Terminal terminal) {
        terminal.title("Summary of run " + report.run);
        terminal.line("  %-8s %-32s %-15s %5s %10s %16s"
                .formatted("TENANT", "INTENT", "SHAPE", "CONN", "ACTIVE IN", "PRICE"));
        for (IntentLine intent : report.intents) {
            terminal.line("  %-8s %-32s %-15s %5d %7d ms %16s"
                    .formatted(
                            intent.tenantId(),
                            intent.intentId(),
                            intent.shape(),
                            intent.connectionCount(),
                            intent.activeMillis(),
                            Figures.perHour(intent.priceMicrosPerHour(), "USD")));
        }
        MoveLine move = report.move;
        if (move != null) {
            terminal.line("");
            terminal.line("  latency fault on %s: breach after %d ms, decision %d ms, switch %d ms, confirmed %d ms"
                    .formatted(
                            move.linkId(),
                            move.breachMillis(),
                            move.decisionMillis(),
                            move.switchMillis(),
                            move.confirmationMillis()));
        }
        terminal.line("");
        if (report.ok) {
            terminal.line("Everything was as promised.");
        } else {
            terminal.fail("Failed: " + report.failure);
        }
    }
}
