package dev.braid.path.gate;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.Hop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A path as the topology has it, not as its plan says.
 *
 * @param links in order from A to Z
 * @param backs the way back of each of them
 * @param nodes where it begins, and where each link ends
 */
record Trace(List<Link> links, List<Link> backs, List<Node> nodes) {
    Trace {
        links = List.copyOf(links);
        backs = List.copyOf(backs);
        nodes = List.copyOf(nodes);
    }

    /** Nothing where something of it is not there, and an objection. */
    static Optional<Trace> of(Topology topology, List<Hop> hops, Consumer<Objection> objections) {
        if (hops.isEmpty()) {
            objections.accept(Objection.of(Check.KNOWN, "The path has no links."));
            return Optional.empty();
        }
        List<Link> links = new ArrayList<>();
        List<Link> backs = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (Hop hop : hops) {
            Optional<Link> link = topology.link(hop.linkId());
            Optional<Link> back = topology.link(hop.reverseLinkId());
            Optional<Node> from = link.flatMap(it -> topology.node(it.fromNodeId()));
            Optional<Node> to = link.flatMap(it -> topology.node(it.toNodeId()));
            if (back.isEmpty()
                    || from.isEmpty()
                    || to.isEmpty()
                    || !link.get().reverseLinkId().equals(back.get().linkId())) {
                objections.accept(Objection.of(
                        Check.KNOWN,
                        "There is no link %s with a way back %s between two nodes.",
                        hop.linkId(),
                        hop.reverseLinkId()));
                return Optional.empty();
            }
            if (!says(hop, link.get())) {
                objections.accept(Objection.of(
                        Check.KNOWN,
                        "Link %s leads from %s to %s and is %s's, not from %s to %s and %s's.",
                        hop.linkId(),
                        link.get().fromNodeId(),
                        link.get().toNodeId(),
                        link.get().providerId(),
                        hop.fromNodeId(),
                        hop.toNodeId(),
                        hop.providerId()));
                return Optional.empty();
            }
            links.add(link.get());
            backs.add(back.get());
            if (nodes.isEmpty()) {
                nodes.add(from.get());
            }
            nodes.add(to.get());
        }
        return Optional.of(new Trace(links, backs, nodes));
    }

    private static boolean says(Hop hop, Link link) {
        return hop.providerId().equals(link.providerId())
                && hop.fromNodeId().equals(link.fromNodeId())
                && hop.toNodeId().equals(link.toNodeId());
    }

    /** Whether it is one way from one location to the other. */
    void leads(String aLocationId, String zLocationId, Consumer<Objection> objections) {
        for (int i = 1; i < links.size(); i++) {
            String end = links.get(i - 1).toNodeId();
            if (!end.equals(links.get(i).fromNodeId())) {
                objections.accept(Objection.of(
                        Check.JOINED,
                        "Link %s ends at %s, and %s begins at %s.",
                        links.get(i - 1).linkId(),
                        end,
                        links.get(i).linkId(),
                        links.get(i).fromNodeId()));
            }
        }
        Set<String> seen = new HashSet<>();
        for (Node node : nodes) {
            if (!seen.add(node.nodeId())) {
                objections.accept(Objection.of(Check.LOOP_FREE, "The path is twice at %s.", node.nodeId()));
            }
        }
        ends("A", nodes.getFirst(), aLocationId, objections);
        ends("Z", nodes.getLast(), zLocationId, objections);
    }

    private static void ends(String end, Node node, String locationId, Consumer<Objection> objections) {
        if (!node.locationId().equals(locationId)) {
            objections.accept(
                    Objection.of(Check.ENDS, "The %s end is at %s and not at %s.", end, node.locationId(), locationId));
        }
    }

    /** The ids of its links and of their ways back. */
    Set<String> bothWays() {
        Set<String> ids = new HashSet<>();
        links.forEach(it -> ids.add(it.linkId()));
        backs.forEach(it -> ids.add(it.linkId()));
        return ids;
    }
}
