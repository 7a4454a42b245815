package dev.braid.local.command;

import dev.braid.api.intent.v1.ConnectionSla;
import dev.braid.api.intent.v1.PromiseBreach;
import dev.braid.api.intent.v1.SlaCredit;
import dev.braid.api.intent.v1.SlaFigures;
import dev.braid.api.intent.v1.SlaPromise;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.api.intent.v1.SlaState;
import dev.braid.api.path.v1.Objectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A month of promises as a table, and below it what was promised and what broke; times are minutes. */
final class SlaWords {
    private static final double US_PER_MINUTE = 60e6;
    private static final String ROW = "  %-28s %10s %10s %10s %9s  %9s  %s";

    private SlaWords() {}

    static List<String> all(SlaReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("%s.%s in %s: %s"
                .formatted(report.getTenantId(), report.getIntentId(), report.getMonth(), state(report.getState())));
        if (report.getConnectionsCount() == 0) {
            lines.add("  None of its connections was active in that month.");
            return lines;
        }
        lines.add("");
        lines.add(ROW.formatted("connection", "active min", "broken", "unknown", "kept", "worst", "credit")
                .stripTrailing());
        report.getConnectionsList()
                .forEach(each -> lines.add(row(each.getConnectionId(), each.getFigures(), each.getCreditsList())));
        if (report.getConnectionsCount() > 1) {
            lines.add(row("all", report.getFigures(), report.getCreditsList()));
        }
        for (ConnectionSla each : report.getConnectionsList()) {
            lines.add("");
            lines.add("  " + each.getConnectionId());
            each.getPromisesList().stream()
                    .map(SlaWords::promised)
                    .distinct()
                    .forEach(promised -> lines.add("    promised  " + promised));
            lines.add("    broken    " + broken(each.getFigures()));
        }
        return lines;
    }

    private static String row(String name, SlaFigures figures, List<SlaCredit> credits) {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                minutes(figures.getActiveUs()),
                minutes(figures.getBreachUs()),
                minutes(figures.getUnknownUs()),
                figures.hasAvailabilityRatio() ? share(figures.getAvailabilityRatio()) : "–",
                figures.getWorstLatencyUs() == 0 ? "–" : HealthWords.ms(figures.getWorstLatencyUs()),
                credits(credits));
    }

    /** Rounded down: what broke for a moment was not kept whole. */
    private static String share(double ratio) {
        return String.format(Locale.ROOT, "%.3f %%", Math.floor(ratio * 100_000) / 1_000);
    }

    private static String minutes(long microseconds) {
        return String.format(Locale.ROOT, "%.1f", microseconds / US_PER_MINUTE);
    }

    private static String credits(List<SlaCredit> credits) {
        String given = credits.stream()
                .filter(credit -> credit.getAmountMicros() > 0)
                .map(credit -> "%s of %s %s"
                        .formatted(
                                amount(credit.getAmountMicros()),
                                amount(credit.getChargeMicros()),
                                credit.getCurrencyCode()))
                .collect(Collectors.joining(", "));
        return given.isEmpty() ? "none" : given;
    }

    private static String amount(long micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e6);
    }

    private static String promised(SlaPromise promise) {
        Objectives objectives = promise.getObjectives();
        List<String> bounds = new ArrayList<>();
        if (objectives.hasMaxLatencyUs()) {
            bounds.add("latency " + HealthWords.ms(objectives.getMaxLatencyUs()));
        }
        if (objectives.hasMaxJitterUs()) {
            bounds.add("jitter " + HealthWords.ms(objectives.getMaxJitterUs()));
        }
        if (objectives.hasMaxLossRatio()) {
            bounds.add("loss " + share(objectives.getMaxLossRatio()));
        }
        bounds.add("to be reached");
        return "%s (generation %d)".formatted(String.join(", ", bounds), promise.getGeneration());
    }

    private static String broken(SlaFigures figures) {
        if (figures.getBreachCount() == 0) {
            return figures.hasAvailabilityRatio() ? "never" : "nothing is known";
        }
        String promises =
                figures.getPromiseBreachesList().stream().map(SlaWords::promise).collect(Collectors.joining(", "));
        return "%s, the longest for %s min%s"
                .formatted(
                        figures.getBreachCount() == 1 ? "once" : figures.getBreachCount() + " times",
                        minutes(figures.getLongestBreachUs()),
                        promises.isEmpty() ? "" : ": " + promises);
    }

    private static String promise(PromiseBreach breach) {
        String name =
                switch (breach.getPromise()) {
                    case PROMISE_LATENCY -> "latency";
                    case PROMISE_JITTER -> "jitter";
                    case PROMISE_LOSS -> "loss";
                    case PROMISE_REACHABILITY -> "not reached";
                    case PROMISE_LATENCY_TARGET, PROMISE_UNSPECIFIED, UNRECOGNIZED ->
                        "a promise that this version does not know";
                };
        return "%s %s min".formatted(name, minutes(breach.getBreachUs()));
    }

    private static String state(SlaState state) {
        return switch (state) {
            case SLA_STATE_SETTLED -> "settled";
            case SLA_STATE_PROVISIONAL -> "provisional, as figures and credits may still change";
            case SLA_STATE_NOT_ACCOUNTED -> "begun before judgements were kept, and not settled";
            case SLA_STATE_UNSPECIFIED, UNRECOGNIZED -> "in a state that this version does not know";
        };
    }
}
