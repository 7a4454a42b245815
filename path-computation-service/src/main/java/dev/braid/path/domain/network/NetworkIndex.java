package dev.braid.path.domain.network;

import dev.braid.path.engine.GraphDraft;
import dev.braid.path.engine.NetworkGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Translates between the names of a topology and the numbers of its graph. Links are drawn in the order of their ids, so
 * ties between paths depend neither on the order in which elements came nor on what other elements there are.
 */
public final class NetworkIndex {
    private static final int NOWHERE = 0;

    private final List<Link> linkOfArc;
    private final Span[] spanOfArc;
    private final List<Node> nodeOfNumber;
    private final Map<String, Integer> arcOfLink = new HashMap<>();
    private final Map<String, Integer> numberOfNode = new HashMap<>();
    private final Map<String, Integer> providers = new HashMap<>();
    private final Map<String, Integer> countries = new HashMap<>(Map.of("", NOWHERE));
    private final Map<String, Integer> metros = new HashMap<>(Map.of("", NOWHERE));
    private final Map<String, Integer> riskGroups = new HashMap<>();
    private final Map<String, int[]> nodesOfLocation = new HashMap<>();
    private final Set<String> locations = new HashSet<>();
    private final NetworkGraph graph;

    /** Numbers the elements. A link whose ends or reverse are missing is left out until they come. */
    public NetworkIndex(Topology topology) {
        List<Node> nodes = topology.nodes();
        List<Link> links =
                topology.links().stream().filter(link -> whole(topology, link)).toList();
        topology.list(ElementKind.LOCATION, "", Integer.MAX_VALUE)
                .forEach(
                        location -> locations.add(location.element().reference().id()));
        GraphDraft draft = new GraphDraft();
        Map<String, Integer> draftOfNode = new HashMap<>();
        for (Node node : nodes) {
            Optional<Metro> metro =
                    topology.location(node.locationId()).flatMap(location -> topology.metro(location.metroId()));
            int number = draft.node(
                    number(providers, node.providerId()),
                    number(countries, metro.map(Metro::countryCode).orElse("")),
                    number(metros, metro.map(Metro::metroId).orElse("")));
            draftOfNode.put(node.nodeId(), number);
        }
        Map<String, Integer> draftOfLink = new HashMap<>();
        for (Link link : links) {
            int number = draft.arc(
                    draftOfNode.get(link.fromNodeId()),
                    draftOfNode.get(link.toNodeId()),
                    number(providers, link.providerId()),
                    topology.provider(link.providerId()).map(Provider::onNet).orElse(false),
                    link.riskGroupIds().stream()
                            .mapToInt(group -> number(riskGroups, group))
                            .toArray());
            draftOfLink.put(link.linkId(), number);
        }
        GraphDraft.Numbered numbered = draft.numbered(links.stream()
                .mapToInt(link -> draftOfLink.get(link.reverseLinkId()))
                .toArray());
        graph = numbered.graph();
        linkOfArc = inOrder(links, numbered.arcOfDraft());
        nodeOfNumber = inOrder(nodes, numbered.nodeOfDraft());
        spanOfArc = linkOfArc.stream().map(Span::of).toArray(Span[]::new);
        for (int arc = 0; arc < spanOfArc.length; arc++) {
            arcOfLink.put(spanOfArc[arc].linkId(), arc);
            spanOfArc[arc].guessArc(arc);
        }
        for (int number = 0; number < nodeOfNumber.size(); number++) {
            Node node = nodeOfNumber.get(number);
            numberOfNode.put(node.nodeId(), number);
            nodesOfLocation.merge(node.locationId(), new int[] {number}, NetworkIndex::joined);
        }
    }

    private static <T> List<T> inOrder(List<T> drafted, int[] numberOfDraft) {
        List<T> ordered = new ArrayList<>(drafted);
        for (int i = 0; i < drafted.size(); i++) {
            ordered.set(numberOfDraft[i], drafted.get(i));
        }
        return ordered;
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
        return linkOfArc.get(arc);
    }

    /** The arc of the link, if the graph has it. */
    public OptionalInt arc(String linkId) {
        Integer arc = arcOfLink.get(linkId);
        return arc == null ? OptionalInt.empty() : OptionalInt.of(arc);
    }

    /** The names of the arc's link. */
    public Span span(int arc) {
        return spanOfArc[arc];
    }

    /** The arc of the link, if the graph has it between the same ends and with the same way back. */
    OptionalInt arc(Span span) {
        int guess = span.arcGuess();
        if (guess < spanOfArc.length && spanOfArc[guess] == span) {
            return OptionalInt.of(guess);
        }
        Integer arc = arcOfLink.get(span.linkId());
        if (arc == null || spanOfArc[arc] != span) {
            return OptionalInt.empty();
        }
        span.guessArc(arc);
        return OptionalInt.of(arc);
    }

    /** The node of the number. */
    public Node node(int number) {
        return nodeOfNumber.get(number);
    }

    /** The number of the node, if the graph has it. */
    public OptionalInt numberOfNode(String nodeId) {
        Integer number = numberOfNode.get(nodeId);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Whether the topology has the location, with nodes or without. */
    public boolean knowsLocation(String locationId) {
        return locations.contains(locationId);
    }

    /** The nodes that stand in the location, sorted; none where the location is unknown or empty. Not to be changed. */
    public int[] nodesAt(String locationId) {
        return nodesOfLocation.getOrDefault(locationId, new int[0]);
    }

    /** The nodes that stand in the metro, sorted; none where the metro is unknown or empty. */
    public int[] nodesIn(String metroId) {
        Integer metro = metroId.isEmpty() ? null : metros.get(metroId);
        return metro == null
                ? new int[0]
                : IntStream.range(0, graph.nodeCount())
                        .filter(node -> graph.metro(node) == metro)
                        .toArray();
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

    /** The numbers of those metros in which nodes stand. */
    public BitSet metros(Collection<String> metroIds) {
        return known(metros, metroIds);
    }

    /** The numbers of those nodes that the graph has. */
    public BitSet nodes(Collection<String> nodeIds) {
        return known(numberOfNode, nodeIds);
    }

    /** The numbers of those risk groups that links are in. */
    public BitSet riskGroups(Collection<String> riskGroupIds) {
        return known(riskGroups, riskGroupIds);
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
