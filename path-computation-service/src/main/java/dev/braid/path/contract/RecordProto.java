package dev.braid.path.contract;

import dev.braid.api.path.v1.PathPhase;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.MoveHistory;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.platform.proto.Times;
import java.util.Optional;
import java.util.Set;

/** What is held for connections. */
public final class RecordProto {
    private RecordProto() {}

    /** As the contract says it. */
    public static dev.braid.api.path.v1.PathRecord message(PathRecord record) {
        var message = dev.braid.api.path.v1.PathRecord.newBuilder()
                .setConnectionId(record.connectionId())
                .setIntentKey(record.intentKey())
                .setTenantId(record.tenantId())
                .setGeneration(record.generation())
                .setSequence(record.sequence())
                .setDecideTime(Times.timestamp(record.decideTime()))
                .setPhase(message(record.phase()))
                .setDemand(DemandProto.message(record.demand()))
                .setIntentConnectionCount(record.intentConnectionCount())
                .setMoveCount(record.moves().count())
                .addAllMoveTimes(
                        record.moves().slow().stream().map(Times::timestamp).toList())
                .addAllFailureMoveTimes(
                        record.moves().failed().stream().map(Times::timestamp).toList())
                .addAllRefusedLinkIds(record.refusedLinkIds())
                .setActiveRevision(record.activeRevision())
                .setSpareRevision(record.spareRevision())
                .setLastRevision(record.lastRevision());
        record.plan().ifPresent(plan -> message.setPlan(PlanProto.message(plan, record.demand())));
        record.heldPlans().forEach(held -> message.addHeldPlans(PlanProto.message(held, record.demand())));
        record.rejection().ifPresent(rejection -> message.setRejection(RejectionProto.message(rejection)));
        record.moves().holdDownUntilTime().ifPresent(time -> message.setHoldDownUntilTime(Times.timestamp(time)));
        record.booking()
                .ifPresent(booking -> message.setBooking(dev.braid.api.path.v1.Booking.newBuilder()
                        .setPlan(PlanProto.message(booking.plan(), record.demand()))
                        .setNext(WindowProto.message(booking.next()))));
        return message.build();
    }

    /** As the domain knows it. */
    public static PathRecord record(dev.braid.api.path.v1.PathRecord message) {
        if (!message.getConnectionId().startsWith(message.getIntentKey() + '.')) {
            throw new IllegalArgumentException("connection_id '%s' is not one of intent '%s'."
                    .formatted(message.getConnectionId(), message.getIntentKey()));
        }
        return new PathRecord(
                message.getConnectionId(),
                message.getIntentKey(),
                SharedNames.of(message.getTenantId()),
                message.getGeneration(),
                message.getSequence(),
                Times.instant(message.getDecideTime()),
                phase(message.getPhase()),
                DemandProto.recorded(message.getDemand()),
                message.hasPlan() ? Optional.of(PlanProto.plan(message.getPlan())) : Optional.empty(),
                message.getHeldPlansList().stream().map(PlanProto::plan).toList(),
                message.hasRejection()
                        ? Optional.of(RejectionProto.rejection(message.getRejection()))
                        : Optional.empty(),
                message.getIntentConnectionCount(),
                moves(message),
                Set.copyOf(message.getRefusedLinkIdsList()),
                message.getActiveRevision(),
                message.getSpareRevision(),
                message.getLastRevision(),
                message.hasBooking() ? Optional.of(booking(message.getBooking())) : Optional.empty());
    }

    private static MoveHistory moves(dev.braid.api.path.v1.PathRecord message) {
        return message.getMoveCount() == 0
                ? MoveHistory.NONE
                : new MoveHistory(
                        message.getMoveCount(),
                        message.hasHoldDownUntilTime()
                                ? Optional.of(Times.instant(message.getHoldDownUntilTime()))
                                : Optional.empty(),
                        message.getMoveTimesList().stream().map(Times::instant).toList(),
                        message.getFailureMoveTimesList().stream()
                                .map(Times::instant)
                                .toList());
    }

    private static Booking booking(dev.braid.api.path.v1.Booking message) {
        return new Booking(PlanProto.plan(message.getPlan()), WindowProto.interval(message.getNext()));
    }

    private static PathPhase message(Phase phase) {
        return switch (phase) {
            case PLANNED -> PathPhase.PATH_PHASE_PLANNED;
            case ACTIVE -> PathPhase.PATH_PHASE_ACTIVE;
            case RELEASING -> PathPhase.PATH_PHASE_RELEASING;
            case RELEASED -> PathPhase.PATH_PHASE_RELEASED;
            case REJECTED -> PathPhase.PATH_PHASE_REJECTED;
            case SCHEDULED -> PathPhase.PATH_PHASE_SCHEDULED;
        };
    }

    private static Phase phase(PathPhase message) {
        return switch (message) {
            case PATH_PHASE_PLANNED -> Phase.PLANNED;
            case PATH_PHASE_ACTIVE -> Phase.ACTIVE;
            case PATH_PHASE_RELEASING -> Phase.RELEASING;
            case PATH_PHASE_RELEASED -> Phase.RELEASED;
            case PATH_PHASE_REJECTED -> Phase.REJECTED;
            case PATH_PHASE_SCHEDULED -> Phase.SCHEDULED;
            case PATH_PHASE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The record says no phase.");
        };
    }
}
