package dev.braid.path.domain.decision;

import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import java.util.List;
import java.util.Set;

/** Looks for a path off the links that come and go, and over them where there is no other: they are a reason to reject nothing. */
final class SteadySearch {
    private SteadySearch() {}

    static Answer answer(
            PlanningState state,
            PathRecord connection,
            Demand demand,
            List<Interval> times,
            Set<String> refusedLinkIds,
            Occasion occasion) {
        Set<String> avoided = state.dampedLinkIds();
        if (!avoided.isEmpty()) {
            avoided.addAll(refusedLinkIds);
            Answer answer = state.answer(connection, demand, times, avoided, occasion);
            if (answer instanceof Answer.Found) {
                return answer;
            }
        }
        return state.answer(connection, demand, times, refusedLinkIds, occasion);
    }
}
