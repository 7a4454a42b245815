package dev.braid.path.domain.route;

import dev.braid.path.engine.Metric;
import java.util.List;

/** Why a plan is what it is. */
public record Explanation(
        Cause cause,
        Metric metric,
        String summary,
        long unconstrainedLatencyUs,
        long previousLatencyUs,
        List<String> blamedLinkIds,
        List<String> fullLinkIds) {
    public Explanation {
        blamedLinkIds = List.copyOf(blamedLinkIds);
        fullLinkIds = List.copyOf(fullLinkIds);
    }
}
