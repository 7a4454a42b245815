package dev.braid.netconf.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The network of one carrier, as far as orders need it. */
public final class CarrierNetwork {
    private final Map<String, Node> nodes;
    private final Map<String, Link> links;
    private final List<Port> ports;

    /** Ids are unique, and links and ports stand at nodes that are there. */
    public CarrierNetwork(List<Node> nodes, List<Link> links, List<Port> ports) {
        this.nodes = nodes.stream().collect(Collectors.toUnmodifiableMap(Node::id, Function.identity()));
        this.links = links.stream().collect(Collectors.toUnmodifiableMap(Link::id, Function.identity()));
        this.ports = List.copyOf(ports);
    }

    /** The ends of the path over these links, in order; one link leads from its first node to its second. */
    public Ends ends(List<String> linkIds) throws NoPath {
        for (String linkId : linkIds) {
            if (!links.containsKey(linkId)) {
                throw new NoPath("'%s' is none of the %d links of this carrier".formatted(linkId, links.size()));
            }
        }
        if (Set.copyOf(linkIds).size() < linkIds.size()) {
            throw new NoPath("%s has a link twice".formatted(linkIds));
        }
        Link first = links.get(linkIds.getFirst());
        String end = walk(first.oneNode(), linkIds)
                .or(() -> walk(first.otherNode(), linkIds))
                .orElseThrow(() -> new NoPath("%s do not join end to end".formatted(linkIds)));
        String start = walk(end, linkIds.reversed()).orElseThrow();
        if (start.equals(end)) {
            throw new NoPath("%s lead back to where they begin".formatted(linkIds));
        }
        return new Ends(nodes.get(start), nodes.get(end));
    }

    /** How much orders may take of a link that is there. */
    public long capacityBps(String linkId) {
        return links.get(linkId).capacityBps();
    }

    /** Where orders may leave at that node, in the order of the settings. */
    public List<Port> ports(Node node) {
        return ports.stream().filter(it -> it.nodeId().equals(node.id())).toList();
    }

    private Optional<String> walk(String from, List<String> linkIds) {
        String at = from;
        for (String linkId : linkIds) {
            Link link = links.get(linkId);
            if (!link.touches(at)) {
                return Optional.empty();
            }
            at = link.across(at);
        }
        return Optional.of(at);
    }
}
