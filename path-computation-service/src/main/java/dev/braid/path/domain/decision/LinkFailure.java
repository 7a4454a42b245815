package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a link that is down means for a connection over it, before anybody judges that connection. */
public final class LinkFailure {
    private LinkFailure() {}

    /**
     * A judgement of the connection by the links of its path that are down: broken, as of the newest of their measures.
     * Empty where none is down.
     */
    public static Optional<HealthJudged> judgement(PlanningState state, PathRecord record) {
        Optional<Plan> plan = record.plan();
        List<LinkMeasure> down = new ArrayList<>();
        long latencyUs = 0;
        for (Hop hop : plan.map(Plan::hops).orElse(List.of())) {
            Optional<LinkMeasure> there = state.measure(hop.linkId());
            latencyUs += there.filter(measure -> !measure.down())
                    .map(LinkMeasure::latencyUs)
                    .orElse(0L);
            if (!state.network().isUp(hop.span())) {
                there.filter(LinkMeasure::down).ifPresent(down::add);
                state.measure(hop.reverseLinkId()).filter(LinkMeasure::down).ifPresent(down::add);
            }
        }
        Optional<Instant> newest = down.stream().map(LinkMeasure::measureTime).max(Comparator.naturalOrder());
        long measuredUs = latencyUs;
        return newest.map(judgeTime -> new HealthJudged(
                record.connectionId(),
                plan.orElseThrow().revision(),
                judgeTime,
                HealthState.BROKEN,
                true,
                measuredUs,
                down));
    }
}
