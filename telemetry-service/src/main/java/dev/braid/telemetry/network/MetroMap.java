package dev.braid.telemetry.network;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.telemetry.domain.NetworkLink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which metros there are, and the nodes and links between them. */
@Singleton
public class MetroMap {
    private final Map<String, Versioned<TopologyElement>> elements = new ConcurrentHashMap<>();

    private record Versioned<T>(long version, T value) {}

    /** Takes one element of the topology; of two under one key that with the higher version stays. */
    void take(String key, TopologyElement element) {
        switch (element.getElementCase()) {
            case METRO, LOCATION, NODE, LINK ->
                elements.merge(
                        key,
                        new Versioned<>(element.getVersion(), element),
                        (old, now) -> now.version() > old.version() ? now : old);
            case PROVIDER, RISK_GROUP, ELEMENT_NOT_SET -> {}
        }
    }

    /** Forgets what is gone. */
    void remove(String key) {
        elements.remove(key);
    }

    /** The nodes of each metro, in the order of the metros' ids; a metro without nodes has none. */
    public SortedMap<String, List<String>> nodesByMetro() {
        SortedMap<String, List<String>> nodes = new TreeMap<>();
        Map<String, String> metros = new ConcurrentHashMap<>();
        for (Versioned<TopologyElement> each : elements.values()) {
            TopologyElement element = each.value();
            if (element.hasMetro()) {
                nodes.put(element.getMetro().getMetroId(), new ArrayList<>());
            } else if (element.hasLocation()) {
                metros.put(
                        element.getLocation().getLocationId(),
                        element.getLocation().getMetroId());
            }
        }
        for (Versioned<TopologyElement> each : elements.values()) {
            if (each.value().hasNode()) {
                var node = each.value().getNode();
                List<String> ofMetro = nodes.get(metros.getOrDefault(node.getLocationId(), ""));
                if (ofMetro != null) {
                    ofMetro.add(node.getNodeId());
                }
            }
        }
        return nodes;
    }

    /** All links there are. */
    public List<NetworkLink> links() {
        return elements.values().stream()
                .filter(each -> each.value().hasLink())
                .map(each -> link(each.value().getLink()))
                .toList();
    }

    private static NetworkLink link(Link link) {
        return new NetworkLink(
                link.getLinkId(),
                link.getProviderId(),
                link.getFromNodeId(),
                link.getToNodeId(),
                link.getLatencyFloorUs());
    }
}
