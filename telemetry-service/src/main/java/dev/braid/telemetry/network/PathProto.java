package dev.braid.telemetry.network;

import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.platform.events.UnreadableEvent.Reason;
import dev.braid.telemetry.domain.MeasuredPlan;
import dev.braid.telemetry.domain.PathFacts;
import dev.braid.telemetry.domain.PathFacts.Stage;
import dev.braid.telemetry.domain.Promises;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Path records as this service sees them. */
final class PathProto {
    private PathProto() {}

    static PathFacts facts(PathRecord path) {
        Optional<MeasuredPlan> plan = path.hasPlan() ? Optional.of(plan(path, path.getPlan())) : Optional.empty();
        return new PathFacts(
                path.getConnectionId(),
                path.getTenantId(),
                path.getSequence(),
                stage(path, plan),
                plan,
                path.getHeldPlansList().stream().map(held -> plan(path, held)).toList());
    }

    private static Stage stage(PathRecord path, Optional<MeasuredPlan> plan) {
        return switch (path.getPhase()) {
            case PATH_PHASE_PLANNED -> Stage.PLANNED;
            case PATH_PHASE_ACTIVE -> {
                if (plan.isEmpty()) {
                    throw new UnreadableEvent(
                            Reason.INVALID,
                            "The connection %s is active without a plan.".formatted(path.getConnectionId()));
                }
                yield Stage.ACTIVE;
            }
            case PATH_PHASE_RELEASING -> Stage.ENDING;
            case PATH_PHASE_RELEASED, PATH_PHASE_REJECTED, PATH_PHASE_SCHEDULED -> Stage.ENDED;
            case PATH_PHASE_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableEvent(
                        Reason.INVALID,
                        "The phase %d of %s is none we know.".formatted(path.getPhaseValue(), path.getConnectionId()));
        };
    }

    private static MeasuredPlan plan(PathRecord path, PathPlan plan) {
        return new MeasuredPlan(
                path.getConnectionId(),
                path.getIntentKey(),
                path.getTenantId(),
                plan.getRevision(),
                plan.getHopsList().stream().map(Hop::getLinkId).toList(),
                promises(path.getDemand().getObjectives()));
    }

    private static Promises promises(Objectives objectives) {
        return new Promises(
                objectives.hasMaxLatencyUs() ? OptionalLong.of(objectives.getMaxLatencyUs()) : OptionalLong.empty(),
                objectives.hasTargetLatencyUs()
                        ? OptionalLong.of(objectives.getTargetLatencyUs())
                        : OptionalLong.empty(),
                objectives.hasMaxJitterUs() ? OptionalLong.of(objectives.getMaxJitterUs()) : OptionalLong.empty(),
                objectives.hasMaxLossRatio()
                        ? OptionalDouble.of(objectives.getMaxLossRatio())
                        : OptionalDouble.empty());
    }
}
