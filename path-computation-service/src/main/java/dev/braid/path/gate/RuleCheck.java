package dev.braid.path.gate;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.Metro;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Provider;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.Waypoint;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether a path keeps to what its customer allows. */
record RuleCheck(Topology topology, Trace trace) {
    /** Whether each link of it may be taken. */
    void allowed(Constraints constraints, Set<String> refusedLinkIds, Consumer<Objection> objections) {
        for (PathRule rule : constraints.rules()) {
            for (int i = 0; i < trace.links().size(); i++) {
                Link link = trace.links().get(i);
                if (!keeps(rule, i)) {
                    objections.accept(Objection.of(
                            Check.ALLOWED,
                            "Link %s is not allowed by the rule: %s %s %s.",
                            link.linkId(),
                            rule.only() ? "only" : "no",
                            rule.subject(),
                            rule.ids()));
                }
            }
        }
        for (Link link : trace.links()) {
            if (refusedLinkIds.contains(link.linkId())) {
                objections.accept(Objection.of(
                        Check.ALLOWED, "Link %s was refused by its provider for this connection.", link.linkId()));
            }
        }
    }

    /** Every word of the subject that is about the link is named by the rule, or none is. */
    private boolean keeps(PathRule rule, int position) {
        Link link = trace.links().get(position);
        Link back = trace.backs().get(position);
        List<Node> ends = trace.nodes().subList(position, position + 2);
        Set<String> ids = Set.copyOf(rule.ids());
        return switch (rule.subject()) {
            case PROVIDER -> ids.contains(link.providerId()) == rule.only();
            case COUNTRY -> ends.stream().allMatch(it -> ids.contains(country(it)) == rule.only());
            case METRO -> ends.stream().allMatch(it -> ids.contains(metroId(it)) == rule.only());
            case NODE -> ends.stream().allMatch(it -> ids.contains(it.nodeId()) == rule.only());
            case LINK -> (ids.contains(link.linkId()) || ids.contains(back.linkId())) == rule.only();
            case RISK_GROUP ->
                Stream.concat(link.riskGroupIds().stream(), back.riskGroupIds().stream())
                        .allMatch(it -> ids.contains(it) == rule.only());
            case ON_NET ->
                topology.provider(link.providerId()).filter(Provider::onNet).isPresent();
        };
    }

    /** Whether it leads through all of these, in this order. */
    void through(List<Waypoint> waypoints, Consumer<Objection> objections) {
        int position = 0;
        for (Waypoint waypoint : waypoints) {
            while (position < trace.nodes().size() && !isAt(trace.nodes().get(position), waypoint)) {
                position++;
            }
            if (position == trace.nodes().size()) {
                objections.accept(Objection.of(
                        Check.ALLOWED, "The path does not lead through %s where it should.", waypoint.words()));
                return;
            }
        }
    }

    private boolean isAt(Node node, Waypoint waypoint) {
        return switch (waypoint) {
            case Waypoint.AtLocation(var locationId) -> node.locationId().equals(locationId);
            case Waypoint.InMetro(var metroId) -> metroId(node).equals(metroId);
            case Waypoint.AtNode(var nodeId) -> node.nodeId().equals(nodeId);
        };
    }

    private String metroId(Node node) {
        return topology.location(node.locationId()).map(Location::metroId).orElse("");
    }

    private String country(Node node) {
        return topology.metro(metroId(node)).map(Metro::countryCode).orElse("");
    }
}
