package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Tariff;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.Weighing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What could be had instead of a demand, and the sentence that says it. */
final class Offers {
    /** The least bandwidth that can be ordered. */
    private static final long LEAST_ORDER_BPS = 1_000_000;

    private final DemandSearch search;
    private final Demand demand;

    Offers(DemandSearch search, Demand demand) {
        this.search = search;
        this.demand = demand;
    }

    /** A sentence, and the figures of the best that is possible, if it can be ordered. */
    record Offered(String message, Optional<NearestOffer> offer) {}

    /**
     * What is possible where a part gives way as little as it must.
     *
     * @param giveWay all that gives way in the base, the part included
     * @param base the question in which only the part stands in the way
     */
    Offered of(Part part, List<Part> giveWay, Question base) {
        return switch (part) {
            case Part.Refusals _ ->
                new Offered("Providers refused every path from %s that would do.".formatted(ends()), Optional.empty());
            case Part.Bound(var resource) -> bound(resource, base);
            case Part.Apart _ ->
                found(
                        part,
                        base,
                        "There is a path from %s, and no second one that is %s-disjoint from it."
                                .formatted(
                                        ends(),
                                        demand.protection()
                                                .orElseThrow()
                                                .disjointness()
                                                .words()));
            case Part.Waypoints _ ->
                found(
                        part,
                        base,
                        "No path from %s leads through %s in this order."
                                .formatted(
                                        ends(),
                                        demand.constraints().waypoints().stream()
                                                .map(Waypoint::words)
                                                .collect(Collectors.joining(", "))));
            case Part.Bandwidth _ -> bandwidth(base);
            case Part.Rule _ -> rules(giveWay, base);
        };
    }

    private Offered found(Part part, Question base, String message) {
        return new Offered(
                message, search.find(part.without(base)).map(way -> search.offer(way, demand.bandwidthBps())));
    }

    private Offered bound(Resource resource, Question base) {
        long most = base.request().bounds().get(resource);
        Way least = leastOf(resource, base);
        long used = search.used(resource, least);
        String lead =
                switch (resource) {
                    case LATENCY -> "The fastest path with %s from %s takes %s";
                    case PRICE -> "The cheapest path with %s from %s costs %s";
                    case HOPS -> "The path of the fewest links with %s from %s has %s";
                    case JITTER -> "The steadiest path with %s from %s has a jitter of %s";
                    case LOSS -> "The path that loses least with %s from %s loses %s";
                    case UNAVAILABILITY -> "The most reliable path with %s from %s is there for %s of the time";
                };
        return new Offered(
                lead.formatted(Figures.bandwidth(demand.bandwidthBps()), ends(), figure(resource, used))
                        + "; the bound is %s.".formatted(asked(resource, most)),
                Optional.of(search.offer(least, demand.bandwidthBps())));
    }

    /** The way that uses least of the resource: by weight where it has one, else by halving the bound. */
    private Way leastOf(Resource resource, Question base) {
        Question free = base.with(request -> request.withoutBound(resource));
        Optional<Weighing> weighing =
                switch (resource) {
                    case LATENCY -> Optional.of(Weighing.LATENCY);
                    case PRICE -> Optional.of(Weighing.PRICE);
                    case HOPS -> Optional.of(Weighing.HOPS);
                    case JITTER, LOSS, UNAVAILABILITY -> Optional.empty();
                };
        if (weighing.isPresent()) {
            // What is best may decide whether two paths are found within other bounds.
            return search.find(free.with(request -> request.withWeighing(weighing.get())))
                    .or(() -> search.find(free))
                    .orElseThrow();
        }
        Way best = search.find(free).orElseThrow();
        long low = base.request().bounds().get(resource);
        long high = search.used(resource, best);
        while (low + 1 < high) {
            long middle = low + (high - low) / 2;
            Optional<Way> within = search.find(base.with(request -> request.withBound(resource, middle)));
            if (within.isPresent()) {
                best = within.get();
                high = Math.min(middle, search.used(resource, best));
            } else {
                low = middle;
            }
        }
        return best;
    }

    private String figure(Resource resource, long used) {
        return switch (resource) {
            case LATENCY, JITTER -> Figures.milliseconds(used);
            case PRICE -> money(Tariff.microsPerHour(used, demand.bandwidthBps()));
            case HOPS -> used + (used == 1 ? " link" : " links");
            case LOSS -> percent(Resource.shareLost(used));
            case UNAVAILABILITY -> percent(1 - Resource.shareLost(used));
        };
    }

    private static String money(long priceMicrosPerHour) {
        return Figures.money(priceMicrosPerHour, Tariff.CURRENCY_CODE) + " an hour";
    }

    /** The bound as it was asked, not as it was rounded for the search. */
    private String asked(Resource resource, long most) {
        Objectives objectives = demand.objectives();
        return switch (resource) {
            case LATENCY, JITTER, HOPS -> figure(resource, most);
            case PRICE -> money(objectives.maxPriceMicrosPerHour().orElseThrow());
            case LOSS -> percent(objectives.maxLossRatio().orElseThrow());
            case UNAVAILABILITY -> percent(objectives.minAvailabilityRatio().orElseThrow());
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.6g %%", 100 * share);
    }

    private Offered bandwidth(Question base) {
        Optional<NearestOffer> offer = widest(base);
        return new Offered(
                "No path from %s has %s left; %s."
                        .formatted(
                                ends(),
                                Figures.bandwidth(demand.bandwidthBps()),
                                offer.map(possible -> "%s in %s can be had"
                                                .formatted(
                                                        Figures.bandwidth(possible.bandwidthBps()),
                                                        Figures.milliseconds(possible.latencyUs())))
                                        .orElse("nothing is left at all")),
                offer);
    }

    private Optional<NearestOffer> widest(Question base) {
        OptionalLong widest = search.widestBps(base);
        if (widest.isEmpty() || widest.getAsLong() < LEAST_ORDER_BPS) {
            return Optional.empty();
        }
        long bandwidthBps = Math.min(widest.getAsLong(), demand.bandwidthBps());
        return search.find(base.with(request -> request.withBandwidthBps(bandwidthBps)))
                .map(way -> search.offer(way, bandwidthBps));
    }

    private Offered rules(List<Part> giveWay, Question base) {
        List<Part.Rule> rules = giveWay.stream()
                .filter(Part.Rule.class::isInstance)
                .map(Part.Rule.class::cast)
                .toList();
        Question free = base;
        for (Part.Rule rule : rules) {
            free = rule.without(free);
        }
        Optional<NearestOffer> offer = rules.size() < giveWay.size()
                ? Optional.empty()
                : search.find(free).map(way -> search.offer(way, demand.bandwidthBps()));
        return new Offered(
                "No path from %s keeps to %s%s."
                        .formatted(
                                ends(),
                                rules.stream().map(rule -> rule.rule().words()).collect(Collectors.joining(" and ")),
                                offer.map(possible -> "; without, one of " + Figures.milliseconds(possible.latencyUs())
                                                + " does")
                                        .orElse("")),
                offer);
    }

    private String ends() {
        return demand.aLocationId() + " to " + demand.zLocationId();
    }
}
