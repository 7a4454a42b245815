package dev.braid.path.domain.route;

import java.util.List;

/**
 * Why a plan is what it is.
 *
 * @param influences what each part of the demand cost; empty unless somebody asked
 */
public record Explanation(
        Cause cause,
        Metric metric,
        String summary,
        long unconstrainedLatencyUs,
        long previousLatencyUs,
        List<String> blamedLinkIds,
        List<String> fullLinkIds,
        List<Influence> influences) {
    public Explanation {
        blamedLinkIds = List.copyOf(blamedLinkIds);
        fullLinkIds = List.copyOf(fullLinkIds);
        influences = List.copyOf(influences);
    }

    /** The same with what each part of the demand cost. */
    public Explanation with(List<Influence> found) {
        return new Explanation(
                cause, metric, summary, unconstrainedLatencyUs, previousLatencyUs, blamedLinkIds, fullLinkIds, found);
    }
}
