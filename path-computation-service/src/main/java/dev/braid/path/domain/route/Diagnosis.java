package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what stands in the way of a demand: the fewest parts that must give way, the cheapest for the tenant first; parts
 * that cannot be had together, as few as possible; and what each part would have to become if it gave way alone.
 */
final class Diagnosis {
    private final DemandSearch search;
    private final Demand demand;
    private final Question question;
    private final List<Part> parts;
    private final Offers offers;

    Diagnosis(DemandSearch search, Demand demand, Question question) {
        this.search = search;
        this.demand = demand;
        this.question = question;
        this.parts = Part.of(demand, question);
        this.offers = new Offers(search, demand);
    }

    /** Ends that no search can join. */
    static Optional<Rejection> ofEnds(Network network, Demand demand) {
        for (String locationId : List.of(demand.aLocationId(), demand.zLocationId())) {
            if (!network.index().knowsLocation(locationId)) {
                return Optional.of(new Rejection(
                        0,
                        Binding.UNKNOWN_LOCATION,
                        "Location '%s' is not in the topology.".formatted(locationId),
                        Optional.empty()));
            }
        }
        if (demand.aLocationId().equals(demand.zLocationId())) {
            return Optional.of(new Rejection(
                    0,
                    Binding.NO_ROUTE,
                    "Both ends are in location %s: there is nothing to route.".formatted(demand.aLocationId()),
                    Optional.empty()));
        }
        return Optional.empty();
    }

    Rejection rejection() {
        Set<Part> all = new LinkedHashSet<>(parts);
        if (!search.possible(without(all))) {
            return new Rejection(
                    0,
                    Binding.NO_ROUTE,
                    "No links that are in working order join %s and %s."
                            .formatted(demand.aLocationId(), demand.zLocationId()),
                    Optional.empty());
        }
        List<Part> giveWay = giveWay(all);
        Part binding = giveWay.getLast();
        Set<Part> others = new LinkedHashSet<>(giveWay);
        others.removeIf(part -> part == binding || binding instanceof Part.Rule && part instanceof Part.Rule);
        Offers.Offered offered = offers.of(binding, giveWay, without(others));
        return new Rejection(0, binding.binding(), offered.message(), offered.offer(), conflict(), waysOut());
    }

    /** Takes parts back, the dearest first, as long as there is a path. */
    private List<Part> giveWay(Set<Part> all) {
        Set<Part> relaxed = new LinkedHashSet<>(all);
        for (Part part : parts.reversed()) {
            relaxed.remove(part);
            if (!search.possible(without(relaxed))) {
                relaxed.add(part);
            }
        }
        return parts.stream().filter(relaxed::contains).toList();
    }

    /** Leaves parts out, the cheapest first, as long as there is certainly no path. */
    private List<String> conflict() {
        Set<Part> relaxed = new LinkedHashSet<>();
        for (Part part : parts) {
            relaxed.add(part);
            if (!search.impossible(without(relaxed))) {
                relaxed.remove(part);
            }
        }
        return parts.stream()
                .filter(part -> !relaxed.contains(part))
                .map(Part::field)
                .toList();
    }

    private List<WayOut> waysOut() {
        List<WayOut> ways = new ArrayList<>();
        for (Part part : parts) {
            if (search.possible(part.without(question))) {
                Offers.Offered offered = offers.of(part, List.of(part), question);
                offered.offer().ifPresent(offer -> ways.add(new WayOut(part.field(), offer, offered.message())));
            }
        }
        return ways;
    }

    private Question without(Set<Part> relaxed) {
        Question left = question;
        for (Part part : relaxed) {
            left = part.without(left);
        }
        return left;
    }
}
