package dev.braid.provisioning.query;

import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.path.v1.RefusedLeg;
import dev.braid.api.provisioning.v1.LegAction;
import dev.braid.api.provisioning.v1.PreviewedRollout;
import dev.braid.provisioning.domain.LegChange;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.domain.Rehearsal;
import dev.braid.provisioning.domain.Report;
import java.util.Map;
import java.util.Optional;

/** What plans would mean, as callers see it. */
final class PreviewProto {
    private PreviewProto() {}

    /**
     * The outage of a leg that is modified is what its provider declares, by provider id; the worst where it cannot be
     * modified and has to be all the same, as it was found to be other than it is wanted already.
     */
    static PreviewedRollout message(
            String connectionId, Rehearsal.Outcome outcome, Map<String, Optional<Outage>> declared) {
        PreviewedRollout.Builder message = PreviewedRollout.newBuilder().setConnectionId(connectionId);
        outcome.legs().forEach(leg -> message.addLegs(leg(leg, declared)));
        outcome.refusal().ifPresent(failed -> message.setRefusal(refusal(connectionId, failed)));
        return message.build();
    }

    private static RefusedLeg refusal(String connectionId, Report.Failed failed) {
        return RefusedLeg.newBuilder()
                .setConnectionId(connectionId)
                .setProviderId(failed.route().providerId())
                .addAllLinkIds(failed.route().linkIds())
                .setReason(failed.reason())
                .build();
    }

    private static dev.braid.api.provisioning.v1.LegChange leg(LegChange leg, Map<String, Optional<Outage>> declared) {
        Outage outage = leg.action() == LegChange.Action.MODIFY
                ? declared.getOrDefault(leg.route().providerId(), Optional.empty())
                        .orElse(Outage.REBUILD)
                : Outage.NONE;
        return dev.braid.api.provisioning.v1.LegChange.newBuilder()
                .setLegId(leg.legId().orElse(""))
                .setProviderId(leg.route().providerId())
                .addAllLinkIds(leg.route().linkIds())
                .setAction(action(leg.action()))
                .setBandwidthNowBps(leg.nowBps())
                .setBandwidthThenBps(leg.thenBps())
                .setOutage(outage(outage))
                .build();
    }

    private static LegAction action(LegChange.Action action) {
        return switch (action) {
            case KEEP -> LegAction.LEG_ACTION_KEEP;
            case MODIFY -> LegAction.LEG_ACTION_MODIFY;
            case ORDER -> LegAction.LEG_ACTION_ORDER;
            case RELEASE -> LegAction.LEG_ACTION_RELEASE;
        };
    }

    private static OutageClass outage(Outage outage) {
        return switch (outage) {
            case NONE -> OutageClass.OUTAGE_CLASS_NONE;
            case HITLESS -> OutageClass.OUTAGE_CLASS_HITLESS;
            case BRIEF -> OutageClass.OUTAGE_CLASS_BRIEF;
            case REBUILD -> OutageClass.OUTAGE_CLASS_REBUILD;
        };
    }
}
