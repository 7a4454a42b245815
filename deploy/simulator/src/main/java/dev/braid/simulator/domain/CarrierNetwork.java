package dev.braid.simulator.domain;

import dev.braid.simulator.domain.Decision.Refusal;
import dev.braid.simulator.domain.Decision.Refuse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The links that one carrier sells. */
public record CarrierNetwork(String providerId, Map<String, CarrierLink> links) {

    public CarrierNetwork {
        links = Map.copyOf(links);
    }

    /**
     * A directed link of a carrier.
     *
     * @param dayPhase how far the local day is ahead of UTC, in days
     */
    public record CarrierLink(
            String linkId,
            String reverseLinkId,
            String fromNodeId,
            String toNodeId,
            long capacityBps,
            long latencyFloorUs,
            double dayPhase) {}

    /** Why the carrier sells no order over these links, if it does not: they must be its own and form one path. */
    Optional<Refuse> refuse(List<String> linkIds) {
        for (String linkId : linkIds) {
            if (!links.containsKey(linkId)) {
                return Optional.of(
                        new Refuse(Refusal.UNKNOWN_LINK, "%s has no link '%s'.".formatted(providerId, linkId)));
            }
        }
        Set<String> visited = new HashSet<>();
        String at = links.get(linkIds.getFirst()).fromNodeId();
        visited.add(at);
        for (String linkId : linkIds) {
            CarrierLink link = links.get(linkId);
            if (!link.fromNodeId().equals(at)) {
                return notConnected(
                        "Link %s starts at %s, the one before ends at %s.".formatted(linkId, link.fromNodeId(), at));
            }
            at = link.toNodeId();
            if (!visited.add(at)) {
                return notConnected("Link %s comes back to %s.".formatted(linkId, at));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refuse> notConnected(String message) {
        return Optional.of(new Refuse(Refusal.NOT_CONNECTED, message));
    }
}
