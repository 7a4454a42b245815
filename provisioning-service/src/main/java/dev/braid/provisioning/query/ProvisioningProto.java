package dev.braid.provisioning.query;

import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Leg;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.Plan;
import dev.braid.provisioning.store.Stored;
import java.time.Instant;

/** Turns what is stored into what callers see. */
final class ProvisioningProto {
    private ProvisioningProto() {}

    static ProvisionedConnection connection(Stored stored) {
        Connection connection = stored.connection();
        ProvisionedConnection.Builder view = ProvisionedConnection.newBuilder()
                .setConnectionId(connection.connectionId())
                .setTenantId(connection.tenantId())
                .setWantedRevision(
                        connection.rollout().wanted().map(Plan::revision).orElse(0L))
                .setActiveRevision(
                        connection.rollout().active().map(Plan::revision).orElse(0L));
        for (Leg leg : connection.rollout().legs()) {
            view.addLegs(leg(connection, leg, stored.legUpdateTimes().get(leg.legId())));
        }
        return view.build();
    }

    private static dev.braid.api.provisioning.v1.Leg leg(Connection connection, Leg leg, Instant updateTime) {
        return dev.braid.api.provisioning.v1.Leg.newBuilder()
                .setLegId(leg.legId())
                .setConnectionId(connection.connectionId())
                .setProviderId(leg.route().providerId())
                .addAllLinkIds(leg.route().linkIds())
                .setBandwidthBps(leg.bandwidthBps())
                .setState(state(leg.state()))
                .setProviderState(leg.sight().providerState())
                .setProviderOrderId(leg.sight().providerOrderId())
                .setRevision(leg.revision())
                .setLastError(leg.trial().lastError())
                .setAttemptCount(leg.trial().attemptCount())
                .setUpdateTime(Times.timestamp(updateTime))
                .build();
    }

    private static dev.braid.api.provisioning.v1.LegState state(LegState state) {
        return switch (state) {
            case PENDING -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_PENDING;
            case RESERVED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RESERVED;
            case ACTIVE -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_ACTIVE;
            case RELEASING -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RELEASING;
            case RELEASED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RELEASED;
            case REFUSED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_REFUSED;
        };
    }
}
