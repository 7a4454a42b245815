package dev.braid.lab.demo;

import dev.braid.api.path.v1.Constraints;
import dev.braid.lab.braid.Wish;
import java.util.function.Predicate;

/** A wish that leaves something out, in words, and which routes keep to it. */
record Demand(String words, Wish wish, Predicate<Route> keptBy) {
    static Demand withoutCarrier(Wish wish, String carrier) {
        return new Demand(
                "without carrier " + carrier,
                wish.over(
                        Constraints.newBuilder().addExcludedProviderIds(carrier).build()),
                route -> !route.carriers().contains(carrier));
    }

    /** In the lab a router has a metro of its own name. */
    static Demand withoutMetro(Wish wish, String node) {
        return new Demand(
                "without metro " + node,
                wish.over(Constraints.newBuilder().addExcludedMetroIds(node).build()),
                route -> !route.through(node));
    }
}
