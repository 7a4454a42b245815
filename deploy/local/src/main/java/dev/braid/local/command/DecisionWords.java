package dev.braid.local.command;

import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.DecisionResult;
import dev.braid.api.path.v1.DecidedApproval;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decisions on a connection in the words of an operator, with their figures; times are UTC. */
final class DecisionWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ROW = "  %-9s %s";

    private final boolean rails;

    /** With what each guard rail said, or only with the one that held a move. */
    DecisionWords(boolean rails) {
        this.rails = rails;
    }

    /** All of them in this order. */
    List<String> all(String connectionId, List<ConnectionDecision> decisions) {
        List<String> lines = new ArrayList<>();
        if (decisions.isEmpty()) {
            return List.of(
                    "%s: nothing was decided, as it was never judged to break a promise.".formatted(connectionId));
        }
        lines.add("%s: %s (UTC)"
                .formatted(
                        connectionId,
                        decisions.size() == 1 ? "one decision" : decisions.size() + " decisions, the newest last"));
        for (ConnectionDecision decision : decisions) {
            lines.add("");
            lines.addAll(one(decision));
        }
        return lines;
    }

    private List<String> one(ConnectionDecision decision) {
        List<String> lines = new ArrayList<>();
        MoveDecision decided = decision.getDecision();
        lines.add(DAY.format(instant(decision.getDecideTime())) + "  " + headline(decided));
        lines.add(row("judged", judgement(decided.getJudgement())));
        String blamed = HealthWords.blamed(decided.getJudgement().getEvidenceList());
        if (!blamed.isEmpty()) {
            lines.add(row("links", blamed));
        }
        if (decided.hasCurrent()) {
            lines.add(row(
                    decided.hasMoved() ? "from" : "on", PathWords.line(decided.getCurrent(), decided.getProposed())));
        }
        if (decided.hasApproval()) {
            lines.add(row("approved", approval(decided)));
        }
        switch (decided.getOutcomeCase()) {
            case MOVED -> {
                lines.add(row("to", PathWords.line(decided.getProposed(), decided.getCurrent())));
                lines.add(row("why", decided.getProposed().getSummary()));
                lines.add(row("rails", "%d asked, none held it".formatted(decided.getRailsCount())));
            }
            case HELD -> {
                if (decided.hasProposed()) {
                    lines.add(row("not to", PathWords.line(decided.getProposed(), decided.getCurrent())));
                }
                lines.add(row(
                        "held by",
                        "%s: %s"
                                .formatted(
                                        decided.getHeld().getRail(),
                                        decided.getHeld().getReason())));
            }
            case OUTCOME_NOT_SET -> lines.add(row("outcome", "one that this version does not know"));
        }
        if (rails) {
            decided.getRailsList().forEach(verdict -> lines.add(rail(verdict)));
        }
        Instant decideTime = instant(decision.getDecideTime());
        if (decided.hasMoved() && decision.getResultsCount() == 0) {
            lines.add(row("result", "nothing yet"));
        }
        decision.getResultsList().forEach(result -> lines.add(result(result, decideTime)));
        return lines;
    }

    private static String headline(MoveDecision decided) {
        ConnectionHealth judgement = decided.getJudgement();
        String figures = HealthWords.breaches(judgement.getBreachesList());
        String because = figures.isEmpty() ? "" : ": " + figures;
        return switch (decided.getOutcomeCase()) {
            case MOVED ->
                "moved from revision %d to revision %d%s"
                        .formatted(
                                decided.getCurrent().getRevision(),
                                decided.getMoved().getRevision(),
                                because);
            case HELD -> "stayed on revision %d%s".formatted(judgement.getRevision(), because);
            case OUTCOME_NOT_SET -> "decided on revision %d%s".formatted(judgement.getRevision(), because);
        };
    }

    private static String approval(MoveDecision decided) {
        DecidedApproval approval = decided.getApproval();
        return "by %s at %s; %s"
                .formatted(
                        approval.getApprovedBy().isEmpty() ? "an operator" : approval.getApprovedBy(),
                        CLOCK.format(instant(approval.getApproveTime())),
                        decided.hasMoved() ? "moved for it" : "not moved for it, or not yet");
    }

    private static String judgement(ConnectionHealth judgement) {
        if (judgement.getState() == HealthState.HEALTH_STATE_UNKNOWN && judgement.getWindowCount() == 0) {
            return "not since the approval";
        }
        if (judgement.getWindowCount() == 0
                && judgement.getState() == HealthState.HEALTH_STATE_BROKEN
                && judgement.getEvidenceList().stream().anyMatch(LinkEvidence::getDown)) {
            return "%s at %s: a link of it is down, which waits for no windows"
                    .formatted(
                            HealthWords.state(judgement.getState()), CLOCK.format(instant(judgement.getJudgeTime())));
        }
        String offTarget = judgement.getOffTargetWindowCount() > 0
                ? ", and %d missed the target only".formatted(judgement.getOffTargetWindowCount())
                : "";
        return "%s at %s: %d of the last %d windows of a second broke a promise%s"
                .formatted(
                        HealthWords.state(judgement.getState()),
                        CLOCK.format(instant(judgement.getJudgeTime())),
                        judgement.getBadWindowCount(),
                        judgement.getWindowCount(),
                        offTarget);
    }

    private static String rail(RailVerdict verdict) {
        return "    %s %-18s %s".formatted(verdict.getStops() ? "✗" : "✓", verdict.getRail(), verdict.getReason());
    }

    private static String result(DecisionResult result, Instant decideTime) {
        Instant time = instant(result.getOccurTime());
        String after =
                String.format(Locale.ROOT, "%.1f s later", (time.toEpochMilli() - decideTime.toEpochMilli()) / 1000.0);
        return row(
                "result", "%s (%s): %s".formatted(CLOCK.format(time), after, HealthWords.result(result.getResult())));
    }

    private static String row(String name, String text) {
        return ROW.formatted(name, text);
    }

    private static Instant instant(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
