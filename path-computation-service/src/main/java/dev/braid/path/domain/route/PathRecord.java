package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/** All that is held for one connection. Its successors count on from its sequence. */
public record PathRecord(
        String connectionId,
        String intentKey,
        String tenantId,
        long generation,
        long sequence,
        Instant decideTime,
        Phase phase,
        Demand demand,
        Optional<Plan> plan,
        List<Plan> heldPlans,
        Optional<Rejection> rejection,
        int intentConnectionCount,
        int moveCount,
        Optional<Instant> holdDownUntilTime,
        Set<String> refusedLinkIds,
        long activeRevision,
        long lastRevision) {
    public PathRecord {
        heldPlans = List.copyOf(heldPlans);
        refusedLinkIds = refusedLinkIds.isEmpty()
                ? Set.of()
                : java.util.Collections.unmodifiableSet(new TreeSet<>(refusedLinkIds));
    }

    /** What a connection is before anything was decided for it. */
    public static PathRecord blank(String connectionId, String intentKey, String tenantId, Demand demand) {
        return new PathRecord(
                connectionId,
                intentKey,
                tenantId,
                0,
                0,
                Instant.EPOCH,
                Phase.REJECTED,
                demand,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                Set.of(),
                0,
                0);
    }

    /**
     * What is held on each link, there and back. A link that several plans share is counted once, at the largest
     * bandwidth.
     */
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new HashMap<>();
        for (Plan each : allPlans()) {
            each.holdings().forEach((linkId, bps) -> holdings.merge(linkId, bps, Math::max));
        }
        return holdings;
    }

    /** Names each link that something is held on, with what is held there; each once. */
    public void eachHolding(ObjLongConsumer<String> holding) {
        switch (heldPlans.size() + (plan.isPresent() ? 1 : 0)) {
            case 0 -> {}
            case 1 -> plan.orElseGet(heldPlans::getFirst).eachHolding(holding);
            default -> holdings().forEach(holding::accept);
        }
    }

    /** Holds what the record holds on the network too. */
    public void holdOn(Network network) {
        take(network, 1);
    }

    /** Lets go on the network what the record holds. */
    public void releaseOn(Network network) {
        take(network, -1);
    }

    private void take(Network network, int sign) {
        if (heldPlans.isEmpty() && plan.flatMap(Plan::protection).isEmpty()) {
            plan.ifPresent(only -> {
                for (Hop hop : only.hops()) {
                    network.take(hop.linkId(), hop.reverseLinkId(), sign * only.bandwidthBps());
                }
            });
        } else if (sign > 0) {
            network.hold(holdings());
        } else {
            network.release(holdings());
        }
    }

    /** The plan that carries traffic, if one does: the wanted one or an older one. */
    public Optional<Plan> activePlan() {
        return allPlans().stream()
                .filter(each -> each.revision() == activeRevision)
                .findFirst();
    }

    /** Every plan whose bandwidth is held, the wanted one last. */
    public List<Plan> allPlans() {
        List<Plan> all = new ArrayList<>(heldPlans);
        plan.ifPresent(all::add);
        return all;
    }

    /** A record that differs in what the draft changes and counts on from this one. */
    public RecordDraft draft(Instant now) {
        return new RecordDraft(this, now);
    }
}
