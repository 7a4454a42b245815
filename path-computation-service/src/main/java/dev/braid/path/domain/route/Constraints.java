package dev.braid.path.domain.route;

import java.util.List;

/** What a path must keep to: every link of it to all of the rules, and it leads through the waypoints in their order. */
public record Constraints(List<PathRule> rules, List<Waypoint> waypoints) {
    /** Everything is allowed. */
    public static final Constraints NONE = new Constraints(List.of(), List.of());

    public Constraints {
        rules = List.copyOf(rules);
        waypoints = List.copyOf(waypoints);
    }
}
