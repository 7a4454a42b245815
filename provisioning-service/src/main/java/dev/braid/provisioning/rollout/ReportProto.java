package dev.braid.provisioning.rollout;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.DriftFound;
import dev.braid.api.provisioning.v1.OldLegsReleased;
import dev.braid.api.provisioning.v1.PlanFailed;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.provisioning.v1.UnusedPlansReleased;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Report;
import dev.braid.provisioning.domain.Waiting;
import java.time.Instant;

/** Turns the domain's reports into events. */
final class ReportProto {
    private ReportProto() {}

    static OutgoingEvent event(Connection connection, Report report, long sequence, Instant now) {
        ProvisioningEvent.Builder event = ProvisioningEvent.newBuilder()
                .setConnectionId(connection.connectionId())
                .setIntentKey(connection.intentKey())
                .setTenantId(connection.tenantId())
                .setGeneration(report.generation())
                .setRevision(report.revision())
                .setSequence(sequence)
                .setOccurTime(Times.timestamp(now));
        switch (report) {
            case Report.Activated(var plan, var previousRevision) ->
                event.setActivated(ConnectionActivated.newBuilder()
                        .setBandwidthBps(plan.bandwidthBps())
                        .setPriceMicrosPerHour(plan.priceMicrosPerHour())
                        .setCurrencyCode(plan.currencyCode())
                        .setPreviousRevision(previousRevision));
            case Report.Failed failed ->
                event.setFailed(PlanFailed.newBuilder()
                        .setProviderId(failed.route().providerId())
                        .addAllLinkIds(failed.route().linkIds())
                        .setReason(failed.reason())
                        .setReturnedRevision(failed.returnedRevision()));
            case Report.OldLegsReleased released -> event.setOldLegsReleased(OldLegsReleased.getDefaultInstance());
            case Report.UnusedPlansReleased unused ->
                event.setUnusedPlansReleased(
                        UnusedPlansReleased.newBuilder().addAllHeldRevisions(unused.heldRevisions()));
            case Report.Released released -> event.setReleased(ConnectionReleased.getDefaultInstance());
            case Report.DriftFound drift ->
                event.setDriftFound(DriftFound.newBuilder()
                        .setLegId(drift.legId())
                        .setProviderId(drift.providerId())
                        .setDifference(drift.difference())
                        .setFrozen(drift.frozen()));
            case Report.WaitingChanged(var _, var _, var legs) ->
                event.setWaitingChanged(WaitingChanged.newBuilder()
                        .addAllLegs(legs.stream().map(ReportProto::waiting).toList()));
        }
        String eventId = connection.connectionId() + "/" + sequence;
        return new OutgoingEvent(Topic.PROVISIONING, connection.connectionId(), event.build(), eventId, now);
    }

    private static WaitingLeg waiting(Waiting leg) {
        return WaitingLeg.newBuilder()
                .setLegId(leg.legId())
                .setProviderId(leg.route().providerId())
                .addAllLinkIds(leg.route().linkIds())
                .setState(LegProto.state(leg.state()))
                .setPendingOn(LegProto.pendingOn(leg.pendingOn()))
                .build();
    }

    static String name(Report report) {
        return switch (report) {
            case Report.Activated activated -> "activated";
            case Report.Failed failed -> failed.returnedRevision() > 0 ? "returned" : "failed";
            case Report.OldLegsReleased released -> "old_legs_released";
            case Report.UnusedPlansReleased unused -> "unused_plans_released";
            case Report.Released released -> "released";
            case Report.DriftFound drift -> drift.frozen() ? "frozen" : "drift_found";
            case Report.WaitingChanged waiting -> "waiting_changed";
        };
    }
}
