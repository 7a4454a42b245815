package dev.braid.path.domain.route;

import dev.braid.path.domain.network.NetworkIndex;

/** A place that a path leads through. */
public sealed interface Waypoint {
    /** Any node in the location. */
    record AtLocation(String locationId) implements Waypoint {}

    /** Any node in the metro. */
    record InMetro(String metroId) implements Waypoint {}

    /** The node. */
    record AtNode(String nodeId) implements Waypoint {}

    /** The numbers of its nodes, sorted; none where it is unknown. */
    default int[] nodes(NetworkIndex index) {
        return switch (this) {
            case AtLocation(var locationId) -> index.nodesAt(locationId);
            case InMetro(var metroId) -> index.nodesIn(metroId);
            case AtNode(var nodeId) -> index.numberOfNode(nodeId).stream().toArray();
        };
    }

    /** As people say it. */
    default String words() {
        return switch (this) {
            case AtLocation(var locationId) -> locationId;
            case InMetro(var metroId) -> "metro " + metroId;
            case AtNode(var nodeId) -> "node " + nodeId;
        };
    }
}
