package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A connection that changes its way for its health.
 *
 * @param failure whether it leaves a link that is down, rather than a slow one
 * @param linkIds what it leaves and what it enters, sorted and each once, as the two that follow
 * @param providerIds whose links these are
 * @param metroIds where these links begin or end
 */
public record Move(
        String connectionId,
        Instant time,
        boolean failure,
        List<String> linkIds,
        List<String> providerIds,
        List<String> metroIds) {
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
        List<String> linkIds = new ArrayList<>();
        List<String> providerIds = new ArrayList<>();
        List<String> metroIds = new ArrayList<>();
        for (Hop hop : old) {
            if (!leads(after.hops(), hop.linkId())) {
                add(topology, hop, linkIds, providerIds, metroIds);
            }
        }
        for (Hop hop : after.hops()) {
            if (!leads(old, hop.linkId())) {
                add(topology, hop, linkIds, providerIds, metroIds);
            }
        }
        boolean failure = after.why().cause() == Cause.LINK_FAILED;
        return new Move(connectionId, time, failure, sorted(linkIds), sorted(providerIds), sorted(metroIds));
    }

    /** Paths are short: to look is sooner done than to hash. */
    private static boolean leads(List<Hop> hops, String linkId) {
        for (Hop hop : hops) {
            if (hop.linkId().equals(linkId)) {
                return true;
            }
        }
        return false;
    }

    private static void add(
            Topology topology, Hop hop, List<String> linkIds, List<String> providerIds, List<String> metroIds) {
        add(hop.linkId(), linkIds);
        add(hop.providerId(), providerIds);
        metro(topology, hop.fromNodeId()).ifPresent(id -> add(id, metroIds));
        metro(topology, hop.toNodeId()).ifPresent(id -> add(id, metroIds));
    }

    private static void add(String id, List<String> ids) {
        if (!ids.contains(id)) {
            ids.add(id);
        }
    }

    private static List<String> sorted(List<String> ids) {
        ids.sort(Comparator.naturalOrder());
        return List.copyOf(ids);
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
