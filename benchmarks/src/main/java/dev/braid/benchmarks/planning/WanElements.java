package dev.braid.benchmarks.planning;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.benchmarks.WanDraft;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/** A drawn network as records of the topology's topic: one location for each node, eight carriers with a region each. */
final class WanElements {
    /** So that the network carries more than a million connections. */
    private static final int SCALE = 10;

    private static final int CARRIERS = 8;

    private final WanDraft wan;
    private final int[] carrier;
    private final Map<String, TopologyElement> elements = new LinkedHashMap<>();

    private WanElements(WanDraft wan) {
        this.wan = wan;
        this.carrier = regions();
        for (int number = 0; number < CARRIERS; number++) {
            elements.put(
                    "provider/" + carrier(number),
                    element()
                            .setProvider(Provider.newBuilder()
                                    .setProviderId(carrier(number))
                                    .setDisplayName("Carrier " + number))
                            .build());
        }
        elements.put(
                "metro/plain",
                element()
                        .setMetro(Metro.newBuilder()
                                .setMetroId("plain")
                                .setDisplayName("The plain")
                                .setCountryCode("DE"))
                        .build());
        for (int node = 0; node < wan.nodes(); node++) {
            place(node);
        }
        for (int link = 0; link < wan.links(); link++) {
            join(link, wan.tail()[link], wan.head()[link]);
            join(link, wan.head()[link], wan.tail()[link]);
        }
    }

    /** By the keys of the topic. */
    static Map<String, TopologyElement> of(WanDraft wan) {
        return new WanElements(wan).elements;
    }

    /** Where the node of that number stands. */
    static String location(int node) {
        return "site-%04d".formatted(node);
    }

    private void place(int node) {
        elements.put(
                "location/" + location(node),
                element()
                        .setLocation(Location.newBuilder()
                                .setLocationId(location(node))
                                .setDisplayName("Site " + node)
                                .setMetroId("plain")
                                .setKind(LocationKind.LOCATION_KIND_DATA_CENTER))
                        .build());
        elements.put(
                "node/" + node(node),
                element()
                        .setNode(Node.newBuilder()
                                .setNodeId(node(node))
                                .setProviderId(carrier(carrier[node]))
                                .setLocationId(location(node)))
                        .build());
    }

    private void join(int link, int from, int to) {
        elements.put(
                "link/" + link(link, from, to),
                element()
                        .setLink(Link.newBuilder()
                                .setLinkId(link(link, from, to))
                                .setProviderId(carrier(carrier[Math.min(from, to)]))
                                .setFromNodeId(node(from))
                                .setToNodeId(node(to))
                                .setReverseLinkId(link(link, to, from))
                                .setKind(LinkKind.LINK_KIND_TERRESTRIAL)
                                .setCapacityBps(SCALE * 1_000_000L * wan.capacityMbps()[link])
                                .setLatencyFloorUs(wan.latencyUs()[link])
                                .setPriceMicrosPerGbpsHour(wan.price()[link]))
                        .build());
    }

    private static TopologyElement.Builder element() {
        return TopologyElement.newBuilder().setVersion(1);
    }

    private static String carrier(int number) {
        return "carrier-" + number;
    }

    private static String node(int node) {
        return "node-%04d".formatted(node);
    }

    private String link(int link, int from, int to) {
        return "%s-%04d-%04d-%d".formatted(carrier(carrier[Math.min(from, to)]), from, to, link % 10);
    }

    /** Of every node the carrier whose first node is nearest. */
    private int[] regions() {
        int[] region = new int[wan.nodes()];
        Arrays.fill(region, -1);
        Queue<Integer> waiting = new ArrayDeque<>();
        for (int number = 0; number < CARRIERS; number++) {
            int seat = number * wan.nodes() / CARRIERS;
            region[seat] = number;
            waiting.add(seat);
        }
        while (!waiting.isEmpty()) {
            int node = waiting.remove();
            for (int link = 0; link < wan.links(); link++) {
                int other = wan.tail()[link] == node
                        ? wan.head()[link]
                        : wan.head()[link] == node ? wan.tail()[link] : node;
                if (region[other] < 0) {
                    region[other] = region[node];
                    waiting.add(other);
                }
            }
        }
        return region;
    }
}
