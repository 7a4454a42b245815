package dev.braid.local.command;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.ApprovalOutcome;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Moves that wait, in the words of an operator. */
final class RecommendationWords {
    private static final String ROW = "  %-9s %s";
    private static final double MICROS = 1_000_000;

    private RecommendationWords() {}

    /** All of them in this order. */
    static List<String> all(List<Recommendation> recommendations) {
        if (recommendations.isEmpty()) {
            return List.of("Nothing is recommended.");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                recommendations.size() == 1
                        ? "one move is recommended"
                        : "%d moves are recommended, the most important first".formatted(recommendations.size()));
        for (Recommendation each : recommendations) {
            lines.add("");
            lines.addAll(one(each));
        }
        return lines;
    }

    private static List<String> one(Recommendation each) {
        List<String> lines = new ArrayList<>();
        lines.add("%s of %s: %s"
                .formatted(
                        each.getConnectionId(),
                        each.getTenantId(),
                        HealthWords.breaches(each.getJudgement().getBreachesList())));
        String blamed = HealthWords.blamed(each.getJudgement().getEvidenceList());
        if (!blamed.isEmpty()) {
            lines.add(ROW.formatted("links", blamed));
        }
        lines.add(ROW.formatted("from", PathWords.line(each.getCurrent(), each.getProposed())));
        lines.add(ROW.formatted("to", PathWords.line(each.getProposed(), each.getCurrent())));
        if (each.hasPriceChangeMicrosPerHour()) {
            lines.add(ROW.formatted("price", price(each)));
        }
        lines.add(ROW.formatted("why", each.getProposed().getSummary()));
        lines.add(ROW.formatted(
                "made",
                "%s, counts until %s or the next judgement"
                        .formatted(
                                Timestamps.toString(each.getCreateTime()), Timestamps.toString(each.getExpireTime()))));
        lines.add(
                each.hasWord()
                        ? ROW.formatted("said", said(each.getWord()))
                        : ROW.formatted("then", "./braid approve " + each.getRecommendationId()));
        return lines;
    }

    private static String price(Recommendation each) {
        long micros = each.getPriceChangeMicrosPerHour();
        return micros == 0
                ? "the same"
                : String.format(
                        Locale.ROOT,
                        "%.2f %s an hour %s",
                        Math.abs(micros) / MICROS,
                        each.getProposed().getCurrencyCode(),
                        micros > 0 ? "more" : "less");
    }

    /** What an operator said, and what came of it. */
    static String said(MoveWord word) {
        return switch (word.getWordCase()) {
            case APPROVED ->
                "%s approved it at %s; %s"
                        .formatted(
                                word.getSaidBy(),
                                Timestamps.toString(word.getSayTime()),
                                word.getApproved().hasOutcome()
                                        ? outcome(word.getApproved().getOutcome())
                                        : "nothing has come of it yet, and until %s it may"
                                                .formatted(Timestamps.toString(word.getExpireTime())));
            case DECLINED ->
                "%s declined it until %s: %s"
                        .formatted(
                                word.getSaidBy(),
                                Timestamps.toString(word.getExpireTime()),
                                word.getDeclined().getReason());
            case WORD_NOT_SET -> "something that this program does not know";
        };
    }

    private static String outcome(ApprovalOutcome outcome) {
        return (outcome.getMoved() ? "moved: " : "stayed: ") + outcome.getReason();
    }

    /** The moves that wait for a budget, in their order. */
    static List<String> waiting(List<WaitingMove> moves) {
        if (moves.isEmpty()) {
            return List.of("No move off a slow link waits for a budget.");
        }
        List<String> lines = new ArrayList<>();
        for (WaitingMove move : moves) {
            lines.add("%4d. %s of %s since %s, %s: %s"
                    .formatted(
                            move.getPlace(),
                            move.getConnectionId(),
                            move.getTenantId(),
                            Timestamps.toString(move.getWaitTime()),
                            move.getRail(),
                            move.getReason()));
        }
        return lines;
    }
}
