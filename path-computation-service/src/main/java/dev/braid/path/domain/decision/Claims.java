package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.List;

/** What connections want, now and later, without what they only hold until a provider has let go. */
final class Claims {
    private Claims() {}

    /** What all others than this connection leave over time once all that is not wanted is let go. */
    static Outlook outlook(PlanningState state, PathRecord connection) {
        List<PathRecord> letGo = state.book()
                .all()
                .filter(record -> !record.heldPlans().isEmpty())
                .filter(record -> !record.connectionId().equals(connection.connectionId()))
                .toList();
        return state.outlook()
                .without(List.of(connection))
                .without(letGo)
                .with(letGo.stream().map(PathRecord::onlyWanted).toList());
    }

    /** Whether each link of the plan has room for it at all of the times. */
    static boolean fits(Outlook outlook, Plan plan, List<Interval> times) {
        Network network = outlook.at(times);
        return plan.holdings().keySet().stream()
                .map(linkId -> network.index().arc(linkId))
                .allMatch(arc -> arc.isPresent() && network.load().residualBps(arc.getAsInt()) >= plan.bandwidthBps());
    }

    /** Whether others have claimed what the plan of the connection holds. */
    static boolean isTaken(PlanningState state, PathRecord connection, Plan plan) {
        boolean enough = plan.holdings().keySet().stream()
                .allMatch(linkId -> state.promisedBps(linkId) <= Room.capacityBps(state, linkId));
        List<Interval> times = List.of(
                plan.occurrence().map(time -> Interval.until(time.end())).orElse(Interval.ALWAYS));
        return !enough && !fits(outlook(state, connection), plan, times);
    }
}
