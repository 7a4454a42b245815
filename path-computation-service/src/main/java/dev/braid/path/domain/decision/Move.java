package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A connection that changes its way for its health.
 *
 * @param failure whether it leaves a link that is down, rather than a slow one
 * @param linkIds what it leaves and what it enters
 * @param providerIds whose links these are
 * @param metroIds where these links begin or end
 */
public record Move(
        String connectionId,
        Instant time,
        boolean failure,
        Set<String> linkIds,
        Set<String> providerIds,
        Set<String> metroIds) {
    /** The move of the connection, as it is before, to that plan. */
    public static Move of(Topology topology, PathRecord before, Plan after, Instant time) {
        return of(topology, before.connectionId(), before.activePlan().or(before::plan), after, time);
    }

    /** The move that led to the record, as far as it tells: what it left is known for as long as that is held. */
    static Move behind(Topology topology, PathRecord record) {
        Plan plan = record.plan().orElseThrow();
        Optional<Plan> left = record.heldPlans().stream()
                .filter(held -> held.revision() < plan.revision())
                .max(Comparator.comparingLong(Plan::revision));
        return of(topology, record.connectionId(), left, plan, record.decideTime());
    }

    private static Move of(Topology topology, String connectionId, Optional<Plan> left, Plan after, Instant time) {
        List<Hop> old = left.map(Plan::hops).orElse(List.of());
        Set<String> linkIds = new TreeSet<>();
        Set<String> providerIds = new TreeSet<>();
        Set<String> metroIds = new TreeSet<>();
        Set<String> shared = new HashSet<>(after.linkIds());
        shared.retainAll(left.map(Plan::linkIds).orElse(List.of()));
        for (List<Hop> hops : List.of(old, after.hops())) {
            for (Hop hop : hops) {
                if (!shared.contains(hop.linkId())) {
                    linkIds.add(hop.linkId());
                    providerIds.add(hop.providerId());
                    metro(topology, hop.fromNodeId()).ifPresent(metroIds::add);
                    metro(topology, hop.toNodeId()).ifPresent(metroIds::add);
                }
            }
        }
        return new Move(connectionId, time, after.why().cause() == Cause.LINK_FAILED, linkIds, providerIds, metroIds);
    }

    /** Whether the plan is there because of the health of the one before. */
    static boolean isReason(Plan plan) {
        return switch (plan.why().cause()) {
            case HEALTH, LINK_FAILED -> true;
            case SUBMITTED, CHANGED, PROVIDER_REFUSED, TERMINATED, INQUIRY, WINDOW, PREEMPTED -> false;
        };
    }

    private static Optional<String> metro(Topology topology, String nodeId) {
        return topology.node(nodeId)
                .flatMap(node -> topology.location(node.locationId()))
                .map(Location::metroId);
    }
}
