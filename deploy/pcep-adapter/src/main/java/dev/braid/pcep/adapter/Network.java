package dev.braid.pcep.adapter;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.pcep.session.Router;
import dev.braid.pcep.wire.Hop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider's routers and links, and how a path over them is told to routers. */
final class Network {
    private final String providerId;
    private final Map<String, Router> routers;
    private final Map<String, Link> links;

    Network(String providerId, Map<String, Router> routers, Map<String, Link> links) {
        this.providerId = providerId;
        // In the order of the settings: which direction of a foreign order comes first must not change.
        this.routers = Collections.unmodifiableMap(new LinkedHashMap<>(routers));
        this.links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    String providerId() {
        return providerId;
    }

    Collection<Router> routers() {
        return routers.values();
    }

    /** One direction of an order: where its LSP begins and ends, and over what. */
    record Way(Router from, Router to, List<Hop> route) {}

    /** Both directions of an order over these links: there, then back. */
    record Ways(Way there, Way back) {}

    /** The links of an order as LSPs; refused where they are not one path between head-end routers. */
    Ways ways(List<String> linkIds) throws Refused {
        List<Link> there = new ArrayList<>();
        List<Link> back = new ArrayList<>();
        for (String linkId : linkIds) {
            Link link = links.get(linkId);
            if (link == null) {
                throw new Refused(Reason.REJECTED, "%s has no link '%s'.".formatted(providerId, linkId));
            }
            if (!there.isEmpty() && !there.getLast().toRouter().equals(link.fromRouter())) {
                throw new Refused(
                        Reason.REJECTED,
                        "Link '%s' begins at %s, but '%s' before it ends at %s."
                                .formatted(
                                        linkId,
                                        link.fromRouter(),
                                        there.getLast().id(),
                                        there.getLast().toRouter()));
            }
            there.add(link);
            back.addFirst(links.get(link.backId()));
        }
        return new Ways(way(there), way(back));
    }

    /** The routers that hold an order's LSPs. */
    Set<Router> headEnds(List<String> linkIds) throws Refused {
        Ways ways = ways(linkIds);
        return new LinkedHashSet<>(List.of(ways.there().from(), ways.back().from()));
    }

    private Way way(List<Link> path) throws Refused {
        return new Way(
                headEnd(path.getFirst().fromRouter()),
                headEnd(path.getLast().toRouter()),
                path.stream().map(it -> (Hop) it.hop()).toList());
    }

    private Router headEnd(String id) throws Refused {
        Router router = routers.get(id);
        if (router == null) {
            throw new Refused(Reason.REJECTED, "Router '%s' is no head end: orders cannot end there.".formatted(id));
        }
        return router;
    }

    /** The links that a route leads over; nothing where it leads over any that is not ours. */
    Optional<List<String>> linksOf(List<Hop> route) {
        List<String> found = new ArrayList<>();
        for (Hop hop : route) {
            Optional<Link> link =
                    links.values().stream().filter(it -> it.hop().equals(hop)).findFirst();
            if (link.isEmpty()) {
                return Optional.empty();
            }
            found.add(link.get().id());
        }
        return Optional.of(found);
    }

    /** The same name for both directions: an order holds as much of each. */
    String fibre(String linkId) {
        String backId = links.get(linkId).backId();
        return linkId.compareTo(backId) < 0 ? linkId : backId;
    }

    boolean has(String linkId) {
        return links.containsKey(linkId);
    }

    long capacityBps(String linkId) {
        return Math.min(
                links.get(linkId).capacityBps(),
                links.get(links.get(linkId).backId()).capacityBps());
    }
}
