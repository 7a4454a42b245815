package dev.braid.path.contract;

import dev.braid.api.path.v1.ApprovalOutcome;
import dev.braid.api.path.v1.ApprovedMove;
import dev.braid.api.path.v1.DeclinedMove;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.path.control.MoveWords;
import dev.braid.path.control.Said;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Word;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What operators said of recommended moves. */
public final class MoveWordProto {
    private MoveWordProto() {}

    /**
     * The words of a record.
     *
     * @throws IllegalArgumentException when any of them cannot be understood
     */
    static MoveWords words(List<MoveWord> messages) {
        Map<String, Said> words = new TreeMap<>();
        for (MoveWord message : messages) {
            Said said = said(message);
            words.put(said.word().move().connectionId(), said);
        }
        return new MoveWords(words);
    }

    /** All of them, in the order of their connections. */
    static List<MoveWord> messages(MoveWords words) {
        return words.byConnection().values().stream()
                .map(MoveWordProto::message)
                .toList();
    }

    private static Said said(MoveWord message) {
        MoveId move = MoveId.parse(message.getRecommendationId());
        Instant time = Times.instant(message.getSayTime());
        Instant expireTime = Times.instant(message.getExpireTime());
        return switch (message.getWordCase()) {
            case APPROVED ->
                new Said(
                        new Word.Approved(move, message.getTenantId(), message.getSaidBy(), time, expireTime),
                        message.getApproved().hasOutcome()
                                ? Optional.of(outcome(message.getApproved().getOutcome()))
                                : Optional.empty());
            case DECLINED ->
                new Said(
                        new Word.Declined(
                                move,
                                message.getTenantId(),
                                message.getSaidBy(),
                                time,
                                expireTime,
                                message.getDeclined().getReason()),
                        Optional.empty());
            case WORD_NOT_SET ->
                throw new IllegalArgumentException("The word on the move %s says nothing.".formatted(move));
        };
    }

    private static Said.Outcome outcome(ApprovalOutcome message) {
        return new Said.Outcome(message.getMoved(), Times.instant(message.getSettleTime()), message.getReason());
    }

    /** A word, and what came of it. */
    public static MoveWord message(Said said) {
        Word word = said.word();
        MoveWord.Builder message = MoveWord.newBuilder()
                .setRecommendationId(word.move().toString())
                .setTenantId(word.tenantId())
                .setSaidBy(word.by())
                .setSayTime(Times.timestamp(word.time()))
                .setExpireTime(Times.timestamp(word.expireTime()));
        switch (word) {
            case Word.Approved _ -> {
                ApprovedMove.Builder approved = ApprovedMove.newBuilder();
                said.outcome().map(MoveWordProto::message).ifPresent(approved::setOutcome);
                message.setApproved(approved);
            }
            case Word.Declined declined ->
                message.setDeclined(DeclinedMove.newBuilder().setReason(declined.reason()));
        }
        return message.build();
    }

    private static ApprovalOutcome message(Said.Outcome outcome) {
        return ApprovalOutcome.newBuilder()
                .setMoved(outcome.moved())
                .setSettleTime(Times.timestamp(outcome.settleTime()))
                .setReason(outcome.reason())
                .build();
    }
}
