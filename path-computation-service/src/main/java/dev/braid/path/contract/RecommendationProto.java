package dev.braid.path.contract;

import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Verdict;
import dev.braid.platform.proto.Times;
import java.time.Instant;

/** Moves that wait, for who operates. */
public final class RecommendationProto {
    private RecommendationProto() {}

    /** A move that waits for an operator's word. */
    public static Recommendation message(
            MoveId id,
            PathRecord record,
            Plan proposed,
            ConnectionHealth judgement,
            Instant createTime,
            Instant expireTime) {
        Plan current = record.plan().orElseThrow();
        Recommendation.Builder message = Recommendation.newBuilder()
                .setRecommendationId(id.toString())
                .setConnectionId(record.connectionId())
                .setTenantId(record.tenantId())
                .setIntentKey(record.intentKey())
                .setJudgement(judgement)
                .setCurrent(DecisionProto.path(current))
                .setProposed(DecisionProto.path(proposed))
                .setCreateTime(Times.timestamp(createTime))
                .setExpireTime(Times.timestamp(expireTime));
        if (proposed.currencyCode().equals(current.currencyCode())) {
            message.setPriceChangeMicrosPerHour(proposed.priceMicrosPerHour() - current.priceMicrosPerHour());
        }
        return message.build();
    }

    /** A move that waits for a budget, and which. */
    public static WaitingMove message(int place, PathRecord record, Verdict held, Instant waitTime, Instant judgeTime) {
        return WaitingMove.newBuilder()
                .setPlace(place)
                .setConnectionId(record.connectionId())
                .setTenantId(record.tenantId())
                .setIntentKey(record.intentKey())
                .setRevision(record.plan().map(Plan::revision).orElse(0L))
                .setRail(held.rail().word())
                .setReason(held.reason())
                .setWaitTime(Times.timestamp(waitTime))
                .setJudgeTime(Times.timestamp(judgeTime))
                .build();
    }
}
