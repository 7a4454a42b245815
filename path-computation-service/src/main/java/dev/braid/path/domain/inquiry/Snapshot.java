package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathRecord;
import java.util.List;

/**
 * The network and what is wanted of it at one moment, for one inquiry.
 *
 * @param outlook of the inquiry's own
 * @param connections those that hold bandwidth for a plan that is wanted, in the order of their ids
 */
public record Snapshot(Outlook outlook, List<PathRecord> connections) {
    public Snapshot {
        connections = List.copyOf(connections);
    }

    /** Copies what changes, and shares what never does: little time passes until the state may change again. */
    public static Snapshot of(PlanningState state) {
        return new Snapshot(
                state.outlook(),
                state.book().after("").filter(Snapshot::isInForce).toList());
    }

    /** Of its links is left what is left at the worst of all times. */
    Network network() {
        return outlook.at(List.of(Interval.ALWAYS));
    }

    private static boolean isInForce(PathRecord record) {
        return record.plan().isPresent()
                && switch (record.phase()) {
                    case PLANNED, ACTIVE -> true;
                    case RELEASING, RELEASED, REJECTED, SCHEDULED -> false;
                };
    }
}
