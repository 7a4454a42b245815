package dev.braid.telemetry.health;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.BreachForecast;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import dev.braid.telemetry.domain.Breach;
import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import dev.braid.telemetry.domain.Forecast;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.Promise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Judgements as the contract has them. */
final class HealthProto {
    private static final long US_PER_S = 1_000_000;

    private HealthProto() {}

    static OutgoingEvent event(Judgement judgement) {
        String connectionId = judgement.plan().connectionId();
        return new OutgoingEvent(
                Topic.HEALTH,
                connectionId,
                health(judgement),
                "%s.%d.%d".formatted(connectionId, judgement.plan().revision(), judgement.judgeTimeUs()),
                Instant.EPOCH.plus(judgement.judgeTimeUs(), ChronoUnit.MICROS));
    }

    static Judged judged(ConnectionHealth health) {
        return new Judged(health.getRevision(), state(health.getState()), Times.nearestUs(health.getJudgeTime()));
    }

    private static ConnectionHealth health(Judgement judgement) {
        var plan = judgement.plan();
        var message = ConnectionHealth.newBuilder()
                .setConnectionId(plan.connectionId())
                .setIntentKey(plan.intentKey())
                .setTenantId(plan.tenantId())
                .setRevision(plan.revision())
                .setJudgeTime(Times.timestampOfUs(judgement.judgeTimeUs()))
                .setState(state(judgement.state()))
                .setPreviousState(state(judgement.previous()))
                .setMeasuredLatencyUs(judgement.measured().latencyUs())
                .setMeasuredJitterUs(judgement.measured().jitterUs())
                .setMeasuredLossRatio(judgement.measured().lossRatio())
                .setMaxLatencyUs(plan.promises().maxLatencyUs().orElse(0))
                .setBadWindowCount(judgement.badWindowCount())
                .setOffTargetWindowCount(judgement.offTargetWindowCount())
                .setWindowCount(judgement.windowCount())
                .addAllBreaches(
                        judgement.breaches().stream().map(HealthProto::breach).toList())
                .addAllEvidence(
                        judgement.evidence().stream().map(HealthProto::evidence).toList());
        judgement.forecast().ifPresent(ahead -> message.setForecast(forecast(ahead, judgement.judgeTimeUs())));
        return message.build();
    }

    private static BreachForecast forecast(Forecast ahead, long judgeTimeUs) {
        return BreachForecast.newBuilder()
                .setPromise(promise(ahead.promise()))
                .setBoundUs(ahead.boundUs())
                .setLatencyUs(ahead.latencyUs())
                .setRiseUsPerS(ahead.riseUsPerSecond())
                .setReachTime(Times.timestampOfUs(judgeTimeUs + ahead.inSeconds() * US_PER_S))
                .setWindowCount(ahead.windowCount())
                .build();
    }

    private static LinkEvidence evidence(HopReading hop) {
        return LinkEvidence.newBuilder()
                .setLinkId(hop.linkId())
                .setLatencyUs(hop.latencyP50Us())
                .setLatencyFloorUs(hop.latencyFloorUs())
                .setDown(hop.down())
                .setJitterUs(hop.jitterUs())
                .setLossRatio(hop.lossRatio())
                .build();
    }

    private static dev.braid.api.telemetry.v1.Breach breach(Breach breach) {
        var message = dev.braid.api.telemetry.v1.Breach.newBuilder().setPromise(promise(breach.promise()));
        return switch (breach) {
            case Breach.OfTime(var _, long measuredUs, long boundUs) ->
                message.setMeasuredUs(measuredUs).setBoundUs(boundUs).build();
            case Breach.OfShare(var _, double measuredRatio, double boundRatio) ->
                message.setMeasuredRatio(measuredRatio)
                        .setBoundRatio(boundRatio)
                        .build();
        };
    }

    private static dev.braid.api.telemetry.v1.Promise promise(Promise promise) {
        return switch (promise) {
            case LATENCY -> dev.braid.api.telemetry.v1.Promise.PROMISE_LATENCY;
            case LATENCY_TARGET -> dev.braid.api.telemetry.v1.Promise.PROMISE_LATENCY_TARGET;
            case JITTER -> dev.braid.api.telemetry.v1.Promise.PROMISE_JITTER;
            case LOSS -> dev.braid.api.telemetry.v1.Promise.PROMISE_LOSS;
            case REACHABILITY -> dev.braid.api.telemetry.v1.Promise.PROMISE_REACHABILITY;
        };
    }

    private static dev.braid.api.telemetry.v1.HealthState state(HealthState state) {
        return switch (state) {
            case NOT_JUDGED -> dev.braid.api.telemetry.v1.HealthState.HEALTH_STATE_UNSPECIFIED;
            case MET -> dev.braid.api.telemetry.v1.HealthState.HEALTH_STATE_MET;
            case AT_RISK -> dev.braid.api.telemetry.v1.HealthState.HEALTH_STATE_AT_RISK;
            case BROKEN -> dev.braid.api.telemetry.v1.HealthState.HEALTH_STATE_BROKEN;
            case UNKNOWN -> dev.braid.api.telemetry.v1.HealthState.HEALTH_STATE_UNKNOWN;
        };
    }

    private static HealthState state(dev.braid.api.telemetry.v1.HealthState state) {
        return switch (state) {
            case HEALTH_STATE_MET -> HealthState.MET;
            case HEALTH_STATE_AT_RISK -> HealthState.AT_RISK;
            case HEALTH_STATE_BROKEN -> HealthState.BROKEN;
            case HEALTH_STATE_UNKNOWN -> HealthState.UNKNOWN;
            case HEALTH_STATE_UNSPECIFIED, UNRECOGNIZED -> HealthState.NOT_JUDGED;
        };
    }
}
