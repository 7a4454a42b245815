package dev.braid.provisioning.query;

import dev.braid.api.provisioning.v1.FrozenLeg;
import dev.braid.api.provisioning.v1.LegStep;
import dev.braid.api.provisioning.v1.LegStepOutcome;
import dev.braid.api.provisioning.v1.LegVerb;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Frozen;
import dev.braid.provisioning.domain.Goal;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Leg;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.Plan;
import dev.braid.provisioning.domain.Step;
import dev.braid.provisioning.rollout.LegProto;
import dev.braid.provisioning.store.StepRow;
import dev.braid.provisioning.store.Stored;
import java.time.Instant;
import java.util.Optional;

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
        connection.rollout().spare().ifPresent(spare -> {
            view.setSpareRevision(spare.plan().revision());
            if (spare.wasTold()) {
                view.setSoakEndTime(Times.timestamp(spare.soakEndTime()));
            }
        });
        for (Leg leg : connection.rollout().legs()) {
            view.addLegs(leg(connection, leg, stored.legUpdateTimes().get(leg.legId())));
        }
        return view.build();
    }

    private static dev.braid.api.provisioning.v1.Leg leg(Connection connection, Leg leg, Instant updateTime) {
        var view = dev.braid.api.provisioning.v1.Leg.newBuilder()
                .setLegId(leg.legId())
                .setConnectionId(connection.connectionId())
                .setProviderId(leg.route().providerId())
                .addAllLinkIds(leg.route().linkIds())
                .setBandwidthBps(leg.sight().frozen().map(Frozen::bandwidthBps).orElse(leg.bandwidthBps()))
                .setState(LegProto.state(leg.sight().frozen().map(Frozen::state).orElse(leg.state())))
                .setProviderState(leg.sight().providerState())
                .setProviderOrderId(leg.sight().providerOrderId())
                .setRevision(leg.revision())
                .setLastError(leg.trial().lastError())
                .setAttemptCount(leg.trial().attemptCount())
                .setUpdateTime(Times.timestamp(updateTime));
        wanted(view, connection.rollout().wanted(leg), leg);
        leg.sight()
                .frozen()
                .ifPresent(it -> view.setFrozen(FrozenLeg.newBuilder()
                        .setSinceTime(Times.timestamp(it.sinceTime()))
                        .setDifference(leg.sight().unlike(it.toString()))));
        leg.sight().pendingOn().ifPresent(it -> view.setPendingOn(LegProto.pendingOn(it)));
        handoff(leg.route().aEnd()).ifPresent(view::setAEnd);
        handoff(leg.route().zEnd()).ifPresent(view::setZEnd);
        return view.build();
    }

    private static void wanted(dev.braid.api.provisioning.v1.Leg.Builder view, Goal goal, Leg leg) {
        switch (goal) {
            case Goal.Held(var bps) ->
                view.setWantedState(LegProto.state(LegState.RESERVED)).setWantedBandwidthBps(bps);
            case Goal.Carrying(var bps, var _) ->
                view.setWantedState(LegProto.state(LegState.ACTIVE)).setWantedBandwidthBps(bps);
            case Goal.Spared() ->
                view.setWantedState(LegProto.state(LegState.RESERVED)).setWantedBandwidthBps(leg.bandwidthBps());
            case Goal.Gone() -> view.setWantedState(LegProto.state(LegState.RELEASED));
        }
    }

    private static Optional<dev.braid.api.provisioning.v1.Handoff> handoff(Handoff end) {
        return end.interconnectId().isEmpty()
                ? Optional.empty()
                : Optional.of(dev.braid.api.provisioning.v1.Handoff.newBuilder()
                        .setInterconnectId(end.interconnectId())
                        .setNumber(end.number())
                        .build());
    }

    static LegStep step(StepRow row) {
        Step step = row.step();
        return LegStep.newBuilder()
                .setLegId(step.legId())
                .setProviderId(step.providerId())
                .setOccurTime(Times.timestamp(row.occurTime()))
                .setVerb(verb(step.verb()))
                .setRevision(step.revision())
                .setBandwidthBps(step.bandwidthBps())
                .setOutcome(step.outcome()
                        .map(ProvisioningProto::outcome)
                        .orElse(LegStepOutcome.LEG_STEP_OUTCOME_UNSPECIFIED))
                .setWords(step.words())
                .setState(LegProto.state(step.state()))
                .build();
    }

    private static LegVerb verb(Verb verb) {
        return switch (verb) {
            case RESERVE -> LegVerb.LEG_VERB_RESERVE;
            case ACTIVATE -> LegVerb.LEG_VERB_ACTIVATE;
            case MODIFY -> LegVerb.LEG_VERB_MODIFY;
            case RELEASE -> LegVerb.LEG_VERB_RELEASE;
            case READ_BACK -> LegVerb.LEG_VERB_READ_BACK;
        };
    }

    private static LegStepOutcome outcome(Step.Outcome outcome) {
        return switch (outcome) {
            case DONE -> LegStepOutcome.LEG_STEP_OUTCOME_DONE;
            case MISSING -> LegStepOutcome.LEG_STEP_OUTCOME_MISSING;
            case REFUSED -> LegStepOutcome.LEG_STEP_OUTCOME_REFUSED;
            case UNKNOWN -> LegStepOutcome.LEG_STEP_OUTCOME_UNKNOWN;
        };
    }
}
