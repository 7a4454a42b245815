package dev.braid.gateway.events;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkMetrics;

/** What services write to the topics. */
final class Messages {
    private Messages() {}

    static PathRecord path(String tenantId, String connectionId) {
        return PathRecord.newBuilder()
                .setConnectionId(connectionId)
                .setTenantId(tenantId)
                .setSequence(1)
                .build();
    }

    static ProvisioningEvent released(String tenantId, String connectionId) {
        return ProvisioningEvent.newBuilder()
                .setConnectionId(connectionId)
                .setIntentKey(connectionId)
                .setTenantId(tenantId)
                .setSequence(1)
                .setOccurTime(Timestamps.now())
                .setReleased(ConnectionReleased.getDefaultInstance())
                .build();
    }

    static ConnectionHealth health(String tenantId, String connectionId) {
        return ConnectionHealth.newBuilder()
                .setConnectionId(connectionId)
                .setTenantId(tenantId)
                .setJudgeTime(Timestamps.now())
                .setState(HealthState.HEALTH_STATE_AT_RISK)
                .build();
    }

    static LinkMetrics metrics(String linkId) {
        return LinkMetrics.newBuilder()
                .setLinkId(linkId)
                .setWindowEndTime(Timestamps.now())
                .setLatencyP50Us(4200)
                .build();
    }
}
