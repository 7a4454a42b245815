package dev.braid.provisioning.domain;

import java.util.HashSet;
import java.util.List;

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

    /** Whether a leg on that route is part of this plan. */
    public boolean has(Route route) {
        return routes.contains(route);
    }
}
