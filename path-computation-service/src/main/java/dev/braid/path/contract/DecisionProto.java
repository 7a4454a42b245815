package dev.braid.path.contract;

import dev.braid.api.path.v1.DecidedApproval;
import dev.braid.api.path.v1.DecidedPath;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.Held;
import dev.braid.api.path.v1.MoveActivated;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveJudged;
import dev.braid.api.path.v1.MoveOvertaken;
import dev.braid.api.path.v1.MoveRefused;
import dev.braid.api.path.v1.MoveReturned;
import dev.braid.api.path.v1.Moved;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.MoveResult;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import dev.braid.path.guard.Word;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is told of the decisions of the closed loop. */
public final class DecisionProto {
    private DecisionProto() {}

    /**
     * A ruling on a connection.
     *
     * @param record the connection as it was
     * @param judgement the judgement word for word: the ruling knows only what it is decided by
     */
    public static DecisionEvent decided(PathRecord record, Ruling ruling, ConnectionHealth judgement, Instant now) {
        MoveDecision.Builder decision = MoveDecision.newBuilder().setJudgement(judgement);
        record.plan().ifPresent(plan -> decision.setCurrent(path(plan)));
        ruling.verdicts().forEach(verdict -> decision.addRails(verdict(verdict)));
        ruling.approval().map(DecisionProto::approval).ifPresent(decision::setApproval);
        return switch (ruling.decision()) {
            case Decision.Changed(var records) -> {
                Plan plan = records.getFirst().plan().orElseThrow();
                decision.setProposed(path(plan)).setMoved(Moved.newBuilder().setRevision(plan.revision()));
                yield event(record, moveId(record, plan.revision()), now)
                        .setDecided(decision)
                        .build();
            }
            case Decision.Ignored(var rail, var reason) -> {
                ruling.proposed().ifPresent(plan -> decision.setProposed(path(plan)));
                decision.setHeld(Held.newBuilder().setRail(rail).setReason(reason));
                // The judgement may have been told before, as held because nobody had approved a move.
                Instant named =
                        ruling.approval().isPresent() ? now : ruling.judged().judgeTime();
                long namedUs = ChronoUnit.MICROS.between(Instant.EPOCH, named);
                String id = "%s/%d".formatted(moveId(record, ruling.judged().revision()), Math.max(0, namedUs));
                yield event(record, id, now).setDecided(decision).build();
            }
        };
    }

    /**
     * What came of a move.
     *
     * @param judgement word for word, where the result is one; else any
     */
    public static DecisionEvent result(PathRecord record, MoveResult result, ConnectionHealth judgement, Instant now) {
        var message = dev.braid.api.path.v1.MoveResult.newBuilder().setRevision(result.revision());
        switch (result) {
            case MoveResult.Activated _ -> message.setActivated(MoveActivated.getDefaultInstance());
            case MoveResult.Judged _ ->
                message.setJudged(MoveJudged.newBuilder()
                        .setState(judgement.getState())
                        .setJudgeTime(judgement.getJudgeTime())
                        .setMeasuredLatencyUs(judgement.getMeasuredLatencyUs())
                        .addAllBreaches(judgement.getBreachesList()));
            case MoveResult.Returned(var _, var failed, var wanted) ->
                message.setReturned(MoveReturned.newBuilder()
                        .setProviderId(failed.providerId())
                        .setReason(failed.reason())
                        .setReturnedRevision(failed.returnedRevision())
                        .setWantedRevision(wanted));
            case MoveResult.Refused(var _, var failed, var wanted) ->
                message.setRefused(MoveRefused.newBuilder()
                        .setProviderId(failed.providerId())
                        .setReason(failed.reason())
                        .setWantedRevision(wanted));
            case MoveResult.Overtaken(var _, var wanted) ->
                message.setOvertaken(MoveOvertaken.newBuilder().setWantedRevision(wanted));
        }
        return event(record, moveId(record, result.revision()), now)
                .setResult(message)
                .build();
    }

    private static DecisionEvent.Builder event(PathRecord record, String decisionId, Instant now) {
        return DecisionEvent.newBuilder()
                .setDecisionId(decisionId)
                .setTenantId(record.tenantId())
                .setIntentKey(record.intentKey())
                .setConnectionId(record.connectionId())
                .setOccurTime(Times.timestamp(now));
    }

    private static String moveId(PathRecord record, long revision) {
        return record.connectionId() + "/" + revision;
    }

    private static DecidedApproval approval(Word.Approved approval) {
        return DecidedApproval.newBuilder()
                .setRecommendationId(approval.move().toString())
                .setApprovedBy(approval.by())
                .setApproveTime(Times.timestamp(approval.time()))
                .build();
    }

    private static RailVerdict verdict(Verdict verdict) {
        return RailVerdict.newBuilder()
                .setRail(verdict.rail().word())
                .setStops(verdict.stops())
                .setReason(verdict.reason())
                .build();
    }

    static DecidedPath path(Plan plan) {
        DecidedPath.Builder path = DecidedPath.newBuilder()
                .setRevision(plan.revision())
                .addAllLinkIds(plan.linkIds())
                .setExpectedLatencyUs(plan.expectedLatencyUs())
                .setPriceMicrosPerHour(plan.priceMicrosPerHour())
                .setCurrencyCode(plan.currencyCode())
                .setSummary(plan.why().summary());
        plan.hops().stream().limit(1).map(Hop::fromNodeId).forEach(path::addNodeIds);
        String before = "";
        for (Hop hop : plan.hops()) {
            path.addNodeIds(hop.toNodeId());
            if (!hop.providerId().equals(before)) {
                before = hop.providerId();
                path.addProviderIds(before);
            }
        }
        return path.build();
    }
}
