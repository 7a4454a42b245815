package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.PathRecord;
import java.util.List;

/**
 * The network and what is wanted of it at one moment, for one inquiry.
 *
 * @param network of the inquiry's own
 * @param connections those that hold bandwidth for a plan that is wanted, in the order of their ids
 */
public record Snapshot(Network network, List<PathRecord> connections) {
    public Snapshot {
        connections = List.copyOf(connections);
    }

    /** Copies what changes, and shares what never does: little time passes until the state may change again. */
    public static Snapshot of(PlanningState state) {
        return new Snapshot(
                state.network().copy(),
                state.book().after("").filter(Snapshot::isInForce).toList());
    }

    private static boolean isInForce(PathRecord record) {
        return record.plan().isPresent()
                && switch (record.phase()) {
                    case PLANNED, ACTIVE -> true;
                    case RELEASING, RELEASED, REJECTED, SCHEDULED -> false;
                };
    }
}
