package dev.braid.path.contract;

import dev.braid.api.path.v1.Move;
import dev.braid.api.path.v1.OptimizationObjective;
import dev.braid.api.path.v1.OptimizePathsResponse;
import dev.braid.path.domain.inquiry.Improvement;
import dev.braid.path.engine.global.Objective;
import dev.braid.platform.proto.Times;
import java.time.Instant;

/** Objectives of all connections, and the moves that lead there. */
public final class ImprovementProto {
    private ImprovementProto() {}

    /** As the engine knows it. */
    public static Objective objective(OptimizationObjective message) {
        return switch (message) {
            case OPTIMIZATION_OBJECTIVE_MAX_UTILISATION -> Objective.WORST_UTILISATION;
            case OPTIMIZATION_OBJECTIVE_PRICE -> Objective.PRICE;
            case OPTIMIZATION_OBJECTIVE_LATENCY -> Objective.LATENCY;
            case OPTIMIZATION_OBJECTIVE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The objective is unknown.");
        };
    }

    /** As the contract says it. */
    public static OptimizePathsResponse message(Improvement improvement, Instant asOf) {
        OptimizePathsResponse.Builder message = OptimizePathsResponse.newBuilder()
                .setValueBefore(improvement.valueBefore())
                .setValueAfter(improvement.valueAfter())
                .setBound(improvement.bound())
                .setLeftOutCount(improvement.leftOutCount())
                .setStopped(improvement.stopped())
                .setAsOfTime(Times.timestamp(asOf));
        improvement.moves().forEach(move -> message.addMoves(message(move)));
        return message.build();
    }

    private static Move message(Improvement.Move move) {
        return Move.newBuilder()
                .setConnectionId(move.connection().connectionId())
                .setTenantId(move.connection().tenantId())
                .addAllLinkIdsBefore(move.before().linkIds())
                .addAllLinkIdsAfter(move.after().linkIds())
                .setLatencyBeforeUs(move.before().latencyUs())
                .setLatencyAfterUs(move.after().latencyUs())
                .setPriceBeforeMicrosPerHour(move.before().priceMicrosPerHour())
                .setPriceAfterMicrosPerHour(move.after().priceMicrosPerHour())
                .setValue(move.value())
                .build();
    }
}
