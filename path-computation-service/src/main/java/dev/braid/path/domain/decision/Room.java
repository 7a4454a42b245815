package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.Map;

/** What there is room for on links. */
public final class Room {
    private Room() {}

    /** Whether the plan can be held right now beside all that others hold, whatever is booked. */
    static boolean now(PlanningState state, PathRecord connection, Plan plan) {
        Map<String, Long> own = connection.holdings();
        return plan.holdings().entrySet().stream().allMatch(each -> {
            long mine = own.getOrDefault(each.getKey(), 0L);
            long others = state.book().reservedBps(each.getKey()) - mine;
            return others + Math.max(mine, each.getValue()) <= capacityBps(state, each.getKey());
        });
    }

    /** What a change of the topology must leave of the link: what is promised, as far as there ever was so much. */
    public static long neededBps(PlanningState state, String linkId) {
        return Math.max(
                state.book().reservedBps(linkId), Math.min(capacityBps(state, linkId), state.promisedBps(linkId)));
    }

    static long capacityBps(PlanningState state, String linkId) {
        return state.topology().link(linkId).map(Link::capacityBps).orElse(0L);
    }
}
