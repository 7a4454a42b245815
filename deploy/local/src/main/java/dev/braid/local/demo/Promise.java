package dev.braid.local.demo;

import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputedPath;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.local.client.BraidClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A latency promise that can be kept twice: on the best path, and, should its longest link become slow, on one without
 * that link's provider. Found by asking path computation what it would do.
 *
 * @param order the order with the promise
 * @param providerId whose link may become slow
 */
record Promise(DemoOrder order, String providerId) {
    private static final double MARGIN = 1.10;

    /** The first order for which there is such a promise, best one whose path crosses from one carrier to another. */
    static Promise find(List<DemoOrder> orders, BraidClient client) {
        List<Promise> promises = orders.stream()
                .filter(DemoOrder::pointToPoint)
                .flatMap(order -> find(order, client, 2).stream())
                .limit(1)
                .toList();
        return promises.stream()
                .findFirst()
                .or(() -> orders.stream()
                        .filter(DemoOrder::pointToPoint)
                        .flatMap(order -> find(order, client, 1).stream())
                        .findFirst())
                .orElseThrow(() -> new DemoFailed("no order of the demo has a second path by another carrier"));
    }

    static Hop longest(List<Hop> hops) {
        return hops.stream()
                .max(Comparator.comparingLong(Hop::getLatencyUs))
                .orElseThrow(() -> new DemoFailed("a path without hops"));
    }

    private static Optional<Promise> find(DemoOrder order, BraidClient client, int leastLegCount) {
        Optional<PathPlan> best = compute(order, Constraints.getDefaultInstance(), client);
        if (best.isEmpty() || best.get().getLegsCount() < leastLegCount) {
            return Optional.empty();
        }
        String providerId = longest(best.get().getHopsList()).getProviderId();
        Constraints without =
                Constraints.newBuilder().addExcludedProviderIds(providerId).build();
        return compute(order, without, client).map(second -> {
            long slower = Math.max(best.get().getExpectedLatencyUs(), second.getExpectedLatencyUs());
            return new Promise(order.promising(Math.round(slower * MARGIN)), providerId);
        });
    }

    private static Optional<PathPlan> compute(DemoOrder order, Constraints constraints, BraidClient client) {
        ComputedPath answer = client.paths(order.tenantId())
                .computePaths(ComputePathsRequest.newBuilder()
                        .addDemands(Demand.newBuilder()
                                .setALocationId(order.locationIds().getFirst())
                                .setZLocationId(order.locationIds().getLast())
                                .setBandwidthBps(order.bandwidthBps())
                                .setObjectives(order.objectives())
                                .setConstraints(constraints))
                        .build())
                .getPaths(0);
        return answer.hasPlan() ? Optional.of(answer.getPlan()) : Optional.empty();
    }
}
