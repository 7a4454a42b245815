package dev.braid.intent.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.PendingOn;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.intent.domain.Verbatim;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whom providers wait for, word for word in both directions. */
public final class WaitingProto {
    private WaitingProto() {}

    /** As far as the domain reads it; what is no moment is refused. */
    public static List<dev.braid.intent.domain.WaitingLeg> legs(WaitingChanged proto) {
        return proto.getLegsList().stream().map(WaitingProto::leg).toList();
    }

    private static dev.braid.intent.domain.WaitingLeg leg(WaitingLeg proto) {
        PendingOn pendingOn = proto.getPendingOn();
        return new dev.braid.intent.domain.WaitingLeg(
                proto.getLegId(),
                proto.getProviderId(),
                proto.getState() == LegState.LEG_STATE_RELEASING,
                pendingOn.getParty(),
                pendingOn.getReason(),
                Times.instant("legs.pending_on.since_time", pendingOn.getSinceTime()),
                pendingOn.hasExpireTime() ? Optional.of(expireTime(pendingOn)) : Optional.empty(),
                Verbatim.of(proto.toByteArray()));
    }

    private static Instant expireTime(PendingOn pendingOn) {
        return Times.instant("legs.pending_on.expire_time", pendingOn.getExpireTime());
    }

    /** As it goes over the wire. */
    public static List<WaitingLeg> proto(List<dev.braid.intent.domain.WaitingLeg> legs) {
        return legs.stream().map(WaitingProto::proto).toList();
    }

    private static WaitingLeg proto(dev.braid.intent.domain.WaitingLeg leg) {
        try {
            return WaitingLeg.parseFrom(leg.words().bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("These words were no waiting leg: " + leg.words(), e);
        }
    }
}
