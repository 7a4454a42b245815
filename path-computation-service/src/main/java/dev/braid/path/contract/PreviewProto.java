package dev.braid.path.contract;

import dev.braid.api.path.v1.DemandedConnection;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewedConnection;
import dev.braid.api.path.v1.RefusedLeg;
import dev.braid.path.domain.decision.Signal.IntentRequested;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.RequestedConnection;
import dev.braid.path.domain.inquiry.BadQuestion;
import dev.braid.path.domain.inquiry.GenerationStudy;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.platform.proto.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Generations of intents that are only thought of. */
public final class PreviewProto {
    private PreviewProto() {}

    /** The generation as it would be told; its connections are the tenant's own, or the question is a bad one. */
    public static IntentRequested asked(PreviewIntentRequest message, String tenantId) {
        String key = tenantId + "." + message.getIntentId();
        List<RequestedConnection> connections = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (DemandedConnection each : message.getConnectionsList()) {
            String field = "connections[%d].".formatted(connections.size());
            if (!each.getConnectionId().startsWith(key + ".") || !ids.add(each.getConnectionId())) {
                throw new BadQuestion(
                        field + "connection_id",
                        "'%s' is not one of intent '%s' or comes twice".formatted(each.getConnectionId(), key));
            }
            try {
                connections.add(new RequestedConnection(each.getConnectionId(), DemandProto.demand(each.getDemand())));
            } catch (IllegalArgumentException e) {
                throw new BadQuestion(field + "demand", e.getMessage());
            }
        }
        return new IntentRequested(key, tenantId, message.getGeneration(), connections);
    }

    /** What providers would refuse; each of a connection that is asked for. */
    public static List<GenerationStudy.Refusal> refusals(PreviewIntentRequest message) {
        Set<String> asked = new HashSet<>();
        message.getConnectionsList().forEach(each -> asked.add(each.getConnectionId()));
        List<GenerationStudy.Refusal> refusals = new ArrayList<>();
        for (RefusedLeg each : message.getRefusalsList()) {
            if (!asked.contains(each.getConnectionId())) {
                throw new BadQuestion(
                        "refusals[%d].connection_id".formatted(refusals.size()),
                        "'%s' is none of the connections".formatted(each.getConnectionId()));
            }
            refusals.add(new GenerationStudy.Refusal(
                    each.getConnectionId(),
                    new Outcome.Failed(each.getProviderId(), each.getLinkIdsList(), each.getReason())));
        }
        return refusals;
    }

    /** As the contract says it. */
    public static PreviewedConnection message(GenerationStudy.Foreseen foreseen, long generation) {
        PreviewedConnection.Builder message = PreviewedConnection.newBuilder().setConnectionId(foreseen.connectionId());
        foreseen.before().ifPresent(before -> {
            message.setSequence(before.sequence());
            before.activePlan().ifPresent(plan -> message.setNow(plan(plan, before)));
        });
        foreseen.after().ifPresent(after -> {
            then(after).ifPresent(plan -> message.setThen(plan(plan, after)));
            if (after.plan().isEmpty()) {
                after.booking()
                        .ifPresent(booking -> message.setStartTime(
                                Times.timestamp(booking.next().start())));
            }
            after.rejection()
                    .filter(rejection -> rejection.generation() == generation)
                    .ifPresent(rejection -> message.setRejection(RejectionProto.message(rejection)));
        });
        return message.build();
    }

    private static Optional<Plan> then(PathRecord after) {
        return after.plan().or(() -> after.booking().map(Booking::plan));
    }

    private static PathPlan plan(Plan plan, PathRecord record) {
        return PlanProto.message(plan, record.demand());
    }
}
