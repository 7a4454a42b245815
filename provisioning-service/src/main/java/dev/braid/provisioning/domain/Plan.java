package dev.braid.provisioning.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a path plan that is ordered from providers; a plan of a higher revision takes its place. */
public record Plan(
        long revision,
        long generation,
        long bandwidthBps,
        List<Route> routes,
        long priceMicrosPerHour,
        String currencyCode) {
    public Plan {
        if (revision < 1) {
            throw new IllegalArgumentException("The revision %d is below 1.".formatted(revision));
        }
        if (bandwidthBps < 1) {
            throw new IllegalArgumentException("The bandwidth %d bit/s is below 1.".formatted(bandwidthBps));
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("Revision %d has no legs.".formatted(revision));
        }
        if (new HashSet<>(routes).size() < routes.size()) {
            throw new IllegalArgumentException("Revision %d names a leg twice.".formatted(revision));
        }
        routes = List.copyOf(routes);
    }

    /** The same with these numbers, by interconnect, where one is to be drawn. */
    Plan numbered(Map<String, Integer> numbers) {
        return routed(routes.stream().map(route -> route.numbered(numbers)).toList());
    }

    /** The same over the routes of the other one, if that is the same revision: it has its numbers already. */
    Plan routedAs(Optional<Plan> other) {
        return other.filter(it -> it.revision == revision)
                .map(it -> routed(it.routes))
                .orElse(this);
    }

    private Plan routed(List<Route> others) {
        return new Plan(revision, generation, bandwidthBps, others, priceMicrosPerHour, currencyCode);
    }

    boolean sameRevision(Plan other) {
        return revision == other.revision;
    }

    /** Whether a leg on that route is part of this plan. */
    public boolean has(Route route) {
        return routes.contains(route);
    }
}
