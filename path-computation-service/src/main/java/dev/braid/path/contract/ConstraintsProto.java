package dev.braid.path.contract;

import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.PathRule.Subject;
import dev.braid.path.domain.route.Waypoint;
import java.util.ArrayList;
import java.util.List;

/** What a path must keep to. */
final class ConstraintsProto {
    private ConstraintsProto() {}

    static Constraints constraints(dev.braid.api.path.v1.Constraints message) {
        List<PathRule> rules = new ArrayList<>();
        only(rules, Subject.PROVIDER, message.getAllowedProviderIdsList());
        none(rules, Subject.PROVIDER, message.getExcludedProviderIdsList());
        only(rules, Subject.COUNTRY, message.getAllowedCountryCodesList());
        none(rules, Subject.COUNTRY, message.getExcludedCountryCodesList());
        only(rules, Subject.METRO, message.getAllowedMetroIdsList());
        none(rules, Subject.METRO, message.getExcludedMetroIdsList());
        only(rules, Subject.NODE, message.getAllowedNodeIdsList());
        none(rules, Subject.NODE, message.getExcludedNodeIdsList());
        only(rules, Subject.LINK, message.getAllowedLinkIdsList());
        none(rules, Subject.LINK, message.getExcludedLinkIdsList());
        only(rules, Subject.RISK_GROUP, message.getAllowedRiskGroupIdsList());
        none(rules, Subject.RISK_GROUP, message.getExcludedRiskGroupIdsList());
        if (message.getOnNetOnly()) {
            rules.add(PathRule.ON_NET_ONLY);
        }
        return rules.isEmpty() && message.getWaypointsCount() == 0
                ? Constraints.NONE
                : new Constraints(
                        rules,
                        message.getWaypointsList().stream()
                                .map(ConstraintsProto::waypoint)
                                .toList());
    }

    private static void only(List<PathRule> rules, Subject subject, List<String> ids) {
        if (!ids.isEmpty()) {
            rules.add(PathRule.only(subject, ids));
        }
    }

    private static void none(List<PathRule> rules, Subject subject, List<String> ids) {
        if (!ids.isEmpty()) {
            rules.add(PathRule.none(subject, ids));
        }
    }

    private static Waypoint waypoint(dev.braid.api.path.v1.Waypoint message) {
        return switch (message.getPlaceCase()) {
            case LOCATION_ID -> new Waypoint.AtLocation(message.getLocationId());
            case METRO_ID -> new Waypoint.InMetro(message.getMetroId());
            case NODE_ID -> new Waypoint.AtNode(message.getNodeId());
            case PLACE_NOT_SET -> throw new IllegalArgumentException("constraints.waypoints has one of no kind.");
        };
    }

    static dev.braid.api.path.v1.Constraints message(Constraints constraints) {
        var message = dev.braid.api.path.v1.Constraints.newBuilder();
        constraints.rules().forEach(rule -> add(message, rule));
        constraints.waypoints().forEach(waypoint -> message.addWaypoints(message(waypoint)));
        return message.build();
    }

    private static void add(dev.braid.api.path.v1.Constraints.Builder message, PathRule rule) {
        switch (rule.subject()) {
            case PROVIDER -> {
                if (rule.only()) {
                    message.addAllAllowedProviderIds(rule.ids());
                } else {
                    message.addAllExcludedProviderIds(rule.ids());
                }
            }
            case COUNTRY -> {
                if (rule.only()) {
                    message.addAllAllowedCountryCodes(rule.ids());
                } else {
                    message.addAllExcludedCountryCodes(rule.ids());
                }
            }
            case METRO -> {
                if (rule.only()) {
                    message.addAllAllowedMetroIds(rule.ids());
                } else {
                    message.addAllExcludedMetroIds(rule.ids());
                }
            }
            case NODE -> {
                if (rule.only()) {
                    message.addAllAllowedNodeIds(rule.ids());
                } else {
                    message.addAllExcludedNodeIds(rule.ids());
                }
            }
            case LINK -> {
                if (rule.only()) {
                    message.addAllAllowedLinkIds(rule.ids());
                } else {
                    message.addAllExcludedLinkIds(rule.ids());
                }
            }
            case RISK_GROUP -> {
                if (rule.only()) {
                    message.addAllAllowedRiskGroupIds(rule.ids());
                } else {
                    message.addAllExcludedRiskGroupIds(rule.ids());
                }
            }
            case ON_NET -> message.setOnNetOnly(true);
        }
    }

    private static dev.braid.api.path.v1.Waypoint message(Waypoint waypoint) {
        var message = dev.braid.api.path.v1.Waypoint.newBuilder();
        return switch (waypoint) {
            case Waypoint.AtLocation(var id) -> message.setLocationId(id).build();
            case Waypoint.InMetro(var id) -> message.setMetroId(id).build();
            case Waypoint.AtNode(var id) -> message.setNodeId(id).build();
        };
    }
}
