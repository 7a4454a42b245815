package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Tariff;
import dev.braid.path.engine.Resource;
import java.util.ArrayList;
import java.util.List;

/** What each part of a demand costs its metric: the best way with the part, and the best one without. */
final class Influences {
    private final DemandSearch search;
    private final Demand demand;
    private final Question question;

    Influences(DemandSearch search, Demand demand, Question question) {
        this.search = search;
        this.demand = demand;
        this.question = question;
    }

    /** Those of the parts that cost something, in the order in which a tenant would rather give them up. */
    List<Influence> all() {
        List<Influence> influences = new ArrayList<>();
        search.find(question).ifPresent(way -> {
            long with = metric(way);
            for (Part part : Part.of(demand, question)) {
                search.find(part.without(question))
                        .map(this::metric)
                        .filter(without -> without < with)
                        .ifPresent(without -> influences.add(
                                new Influence(part.field(), without, with, message(part.field(), without, with))));
            }
        });
        return influences;
    }

    /** Of the working path: a second path costs its price, which is asked for. */
    private long metric(Way way) {
        Way working = new Way(way.working(), java.util.Optional.empty(), way.proven());
        return switch (demand.objectives().metric()) {
            case LATENCY -> search.used(Resource.LATENCY, working);
            case PRICE -> search.offer(working, demand.bandwidthBps()).priceMicrosPerHour();
            case HOPS -> search.used(Resource.HOPS, working);
            case WEIGHTED ->
                demand.objectives().weighing().perMicrosecond() * search.used(Resource.LATENCY, working)
                        + demand.objectives().weighing().perPriceMicro() * search.used(Resource.PRICE, working)
                        + demand.objectives().weighing().perHop() * search.used(Resource.HOPS, working);
        };
    }

    private String message(String field, long without, long with) {
        return "Without %s the best path has %s instead of %s.".formatted(field, figure(without), figure(with));
    }

    private String figure(long value) {
        return switch (demand.objectives().metric()) {
            case LATENCY -> Figures.milliseconds(value);
            case PRICE -> Figures.money(value, Tariff.CURRENCY_CODE) + " an hour";
            case HOPS -> value + (value == 1 ? " link" : " links");
            case WEIGHTED -> "a weight of " + value;
        };
    }
}
