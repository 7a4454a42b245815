package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import dev.braid.path.engine.SearchRequest;
import dev.braid.path.engine.Weighing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the constraint that binds by relaxing one after the other, the cheapest for the tenant first: what was refused
 * by providers, the latency bound, the bandwidth, the constraints; then two at a time.
 */
final class Diagnosis {
    /** The least bandwidth that can be ordered. */
    private static final long LEAST_ORDER_BPS = 1_000_000;

    private final Network network;
    private final DemandSearch search;
    private final Demand demand;
    private final SearchRequest request;

    Diagnosis(Network network, DemandSearch search, Demand demand, SearchRequest request) {
        this.network = network;
        this.search = search;
        this.demand = demand;
        this.request = request;
    }

    /** Ends that no search can join. */
    static Optional<Rejection> ofEnds(Network network, Demand demand) {
        for (String locationId : List.of(demand.aLocationId(), demand.zLocationId())) {
            if (network.topology().location(locationId).isEmpty()) {
                return Optional.of(rejection(
                        Binding.UNKNOWN_LOCATION,
                        "Location '%s' is not in the topology.".formatted(locationId),
                        Optional.empty()));
            }
        }
        if (demand.aLocationId().equals(demand.zLocationId())) {
            return Optional.of(rejection(
                    Binding.NO_ROUTE,
                    "Both ends are in location %s: there is nothing to route.".formatted(demand.aLocationId()),
                    Optional.empty()));
        }
        return Optional.empty();
    }

    Rejection rejection() {
        return refused()
                .or(this::latency)
                .or(() -> bandwidth(request))
                .or(this::constraints)
                .or(() -> bandwidth(request.withAnyLatency()))
                .or(this::constraintsAndMore)
                .orElseGet(this::noRoute);
    }

    private Optional<Rejection> refused() {
        if (request.refusedArcs().isEmpty()
                || search.find(request.withoutRefusals()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rejection(
                Binding.PROVIDER_REFUSED,
                "Providers refused every path from %s to %s that would do."
                        .formatted(demand.aLocationId(), demand.zLocationId()),
                Optional.empty()));
    }

    private Optional<Rejection> latency() {
        return search.find(request.withAnyLatency().withWeighing(Weighing.LATENCY))
                .map(arcs -> {
                    NearestOffer offer = search.offer(arcs, demand.bandwidthBps());
                    return rejection(
                            Binding.LATENCY,
                            "The fastest path with %s from %s to %s takes %s; the bound is %s."
                                    .formatted(
                                            bandwidth(),
                                            demand.aLocationId(),
                                            demand.zLocationId(),
                                            Figures.milliseconds(offer.latencyUs()),
                                            Figures.milliseconds(request.maxLatencyUs())),
                            Optional.of(offer));
                });
    }

    private Optional<Rejection> bandwidth(SearchRequest bounded) {
        if (search.find(bounded.withBandwidthBps(0)).isEmpty()) {
            return Optional.empty();
        }
        Optional<NearestOffer> offer = widest(bounded).or(() -> widest(bounded.withAnyLatency()));
        return Optional.of(rejection(
                Binding.BANDWIDTH,
                "No path from %s to %s has %s left; %s."
                        .formatted(
                                demand.aLocationId(),
                                demand.zLocationId(),
                                bandwidth(),
                                offer.map(possible -> "%s in %s can be had"
                                                .formatted(
                                                        Figures.bandwidth(possible.bandwidthBps()),
                                                        Figures.milliseconds(possible.latencyUs())))
                                        .orElse("nothing is left at all")),
                offer));
    }

    private Optional<NearestOffer> widest(SearchRequest bounded) {
        OptionalLong widest = network.search().widestBps(bounded);
        if (widest.isEmpty() || widest.getAsLong() < LEAST_ORDER_BPS) {
            return Optional.empty();
        }
        long bandwidthBps = Math.min(widest.getAsLong(), demand.bandwidthBps());
        return search.find(bounded.withBandwidthBps(bandwidthBps)).map(arcs -> search.offer(arcs, bandwidthBps));
    }

    private Optional<Rejection> constraints() {
        return search.find(request.withoutConstraints())
                .map(arcs -> constrained(Optional.of(search.offer(arcs, demand.bandwidthBps()))));
    }

    private Optional<Rejection> constraintsAndMore() {
        boolean constrained = !request.excludedProviders().isEmpty()
                || !request.allowedCountries().isEmpty();
        return constrained
                        && search.find(request.withoutConstraints()
                                        .withAnyLatency()
                                        .withBandwidthBps(0))
                                .isPresent()
                ? Optional.of(constrained(Optional.empty()))
                : Optional.empty();
    }

    private Rejection constrained(Optional<NearestOffer> offer) {
        List<String> parts = new ArrayList<>();
        if (!demand.constraints().excludedProviderIds().isEmpty()) {
            parts.add("the excluded providers ("
                    + String.join(", ", demand.constraints().excludedProviderIds()) + ")");
        }
        if (!demand.constraints().allowedCountryCodes().isEmpty()) {
            parts.add("the allowed countries ("
                    + String.join(", ", demand.constraints().allowedCountryCodes()) + ")");
        }
        return rejection(
                Binding.CONSTRAINTS,
                "No path from %s to %s keeps to %s%s."
                        .formatted(
                                demand.aLocationId(),
                                demand.zLocationId(),
                                String.join(" and ", parts),
                                offer.map(possible -> "; without, one of " + Figures.milliseconds(possible.latencyUs())
                                                + " does")
                                        .orElse("")),
                offer);
    }

    private Rejection noRoute() {
        return rejection(
                Binding.NO_ROUTE,
                "No links that are in working order join %s and %s."
                        .formatted(demand.aLocationId(), demand.zLocationId()),
                Optional.empty());
    }

    private String bandwidth() {
        return Figures.bandwidth(demand.bandwidthBps());
    }

    private static Rejection rejection(Binding binding, String message, Optional<NearestOffer> offer) {
        return new Rejection(0, binding, message, offer);
    }
}
