package dev.braid.path.domain.network;

import dev.braid.path.engine.NetworkGraph;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Translates between the names of a topology and the numbers of its graph. Arcs are numbered in the order of the link
 * ids, so ties between paths do not depend on the order in which elements came.
 */
public final class NetworkIndex {
    private static final int NO_COUNTRY = 0;

    private final List<Link> links;
    private final Map<String, Integer> arcOfLink = new HashMap<>();
    private final Map<String, Integer> providers = new HashMap<>();
    private final Map<String, Integer> countries = new HashMap<>();
    private final Map<String, int[]> nodesOfLocation = new HashMap<>();
    private final NetworkGraph graph;

    /** Numbers the elements. A link whose ends or reverse are missing is left out until they come. */
    public NetworkIndex(Topology topology) {
        List<Node> nodes = topology.nodes();
        Map<String, Integer> numberOfNode = new HashMap<>();
        for (Node node : nodes) {
            int number = numberOfNode.size();
            numberOfNode.put(node.nodeId(), number);
            nodesOfLocation.merge(node.locationId(), new int[] {number}, NetworkIndex::joined);
        }
        links = topology.links().stream().filter(link -> whole(topology, link)).toList();
        links.forEach(link -> arcOfLink.put(link.linkId(), arcOfLink.size()));
        int[] tail = new int[links.size()];
        int[] head = new int[links.size()];
        int[] mate = new int[links.size()];
        int[] provider = new int[links.size()];
        long[] price = new long[links.size()];
        for (int arc = 0; arc < links.size(); arc++) {
            Link link = links.get(arc);
            tail[arc] = numberOfNode.get(link.fromNodeId());
            head[arc] = numberOfNode.get(link.toNodeId());
            mate[arc] = arcOfLink.get(link.reverseLinkId());
            provider[arc] = number(providers, link.providerId());
            price[arc] = link.priceMicrosPerGbpsHour();
        }
        countries.put("", NO_COUNTRY);
        int[] country = nodes.stream()
                .mapToInt(node -> number(countries, countryOf(topology, node)))
                .toArray();
        graph = new NetworkGraph(tail, head, mate, provider, price, country);
    }

    private static boolean whole(Topology topology, Link link) {
        Optional<Link> reverse = topology.link(link.reverseLinkId());
        return topology.node(link.fromNodeId()).isPresent()
                && topology.node(link.toNodeId()).isPresent()
                && reverse.isPresent()
                && reverse.get().reverseLinkId().equals(link.linkId())
                && reverse.get().fromNodeId().equals(link.toNodeId())
                && reverse.get().toNodeId().equals(link.fromNodeId());
    }

    private static String countryOf(Topology topology, Node node) {
        return topology.location(node.locationId())
                .flatMap(location -> topology.metro(location.metroId()))
                .map(Metro::countryCode)
                .orElse("");
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name, _ -> numbers.size());
    }

    private static int[] joined(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** The graph of these numbers. */
    public NetworkGraph graph() {
        return graph;
    }

    /** The link of the arc. */
    public Link link(int arc) {
        return links.get(arc);
    }

    /** The arc of the link, if the graph has it. */
    public OptionalInt arc(String linkId) {
        Integer arc = arcOfLink.get(linkId);
        return arc == null ? OptionalInt.empty() : OptionalInt.of(arc);
    }

    /** The nodes that stand in the location; none where the location is unknown or empty. */
    public int[] nodesAt(String locationId) {
        return nodesOfLocation.getOrDefault(locationId, new int[0]);
    }

    /** The arcs of those links that the graph has. */
    public BitSet arcs(Collection<String> linkIds) {
        return known(arcOfLink, linkIds);
    }

    /** The numbers of those providers that have links. */
    public BitSet providers(Collection<String> providerIds) {
        return known(providers, providerIds);
    }

    /** The numbers of the countries; where none of them is known, one in which no node stands. */
    public BitSet countries(Collection<String> countryCodes) {
        BitSet numbers = known(countries, countryCodes);
        if (numbers.isEmpty() && !countryCodes.isEmpty()) {
            numbers.set(countries.size());
        }
        return numbers;
    }

    private static BitSet known(Map<String, Integer> numbers, Collection<String> names) {
        BitSet found = new BitSet();
        for (String name : names) {
            Integer number = numbers.get(name);
            if (number != null) {
                found.set(number);
            }
        }
        return found;
    }
}
