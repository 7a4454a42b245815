package dev.braid.provisioning.rollout;

import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.PendingOn;

/** What is known of one leg, as events and answers say it. */
public final class LegProto {
    private LegProto() {}

    /** Whom an order waits for. */
    public static dev.braid.api.provisioning.v1.PendingOn pendingOn(PendingOn pendingOn) {
        var view = dev.braid.api.provisioning.v1.PendingOn.newBuilder()
                .setParty(pendingOn.party())
                .setReason(pendingOn.reason())
                .setSinceTime(Times.timestamp(pendingOn.sinceTime()));
        pendingOn.expireTime().ifPresent(it -> view.setExpireTime(Times.timestamp(it)));
        return view.build();
    }

    /** Where an order stands. */
    public static dev.braid.api.provisioning.v1.LegState state(LegState state) {
        return switch (state) {
            case PENDING, WAITING -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_PENDING;
            case RESERVED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RESERVED;
            case ACTIVE, ASTRAY -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_ACTIVE;
            case RELEASING -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RELEASING;
            case RELEASED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_RELEASED;
            case REFUSED -> dev.braid.api.provisioning.v1.LegState.LEG_STATE_REFUSED;
        };
    }
}
