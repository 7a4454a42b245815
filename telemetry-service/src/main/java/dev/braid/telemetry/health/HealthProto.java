package dev.braid.telemetry.health;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.Judgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Judgements as the contract has them. */
final class HealthProto {
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
        return ConnectionHealth.newBuilder()
                .setConnectionId(plan.connectionId())
                .setIntentKey(plan.intentKey())
                .setTenantId(plan.tenantId())
                .setRevision(plan.revision())
                .setJudgeTime(Times.timestampOfUs(judgement.judgeTimeUs()))
                .setState(state(judgement.state()))
                .setPreviousState(state(judgement.previous()))
                .setMeasuredLatencyUs(judgement.measuredLatencyUs())
                .setMaxLatencyUs(plan.maxLatencyUs().orElse(0))
                .setBadWindowCount(judgement.badWindowCount())
                .setWindowCount(judgement.windowCount())
                .addAllEvidence(
                        judgement.evidence().stream().map(HealthProto::evidence).toList())
                .build();
    }

    private static LinkEvidence evidence(HopReading hop) {
        return LinkEvidence.newBuilder()
                .setLinkId(hop.linkId())
                .setLatencyUs(hop.latencyP50Us())
                .setLatencyFloorUs(hop.latencyFloorUs())
                .setDown(hop.down())
                .build();
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
