package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.engine.NetworkLoad;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The network as it would be: with the added links and the other prices, and with what failed out of order.
 *
 * @param failedPairs by the numbers of the network's graph
 */
record Supposition(Network network, BitSet failedPairs) {
    /** Leaves the network that is given as it is. */
    static Supposition of(Network network, WhatIf asked) {
        Map<String, Link> changed = new LinkedHashMap<>();
        add(network, asked.addedLinks(), changed);
        price(network.topology(), asked.priceChanges(), changed);
        Network supposed = changed.isEmpty() ? network.copy() : network.over(topology(network, changed));
        for (int i = 0; i < asked.failures().size(); i++) {
            require(
                    supposed.topology(),
                    "failures[%d]".formatted(i),
                    asked.failures().get(i));
        }
        return new Supposition(supposed, fail(supposed, new HashSet<>(asked.failures())));
    }

    private static void require(Topology topology, String field, ElementReference named) {
        if (!topology.contains(named.kind(), named.id())) {
            throw new BadQuestion(
                    "%s.%s_id".formatted(field, named.kind().word().replace('-', '_')),
                    "'%s' is not in the topology".formatted(named.id()));
        }
    }

    private static void add(Network network, List<Link> added, Map<String, Link> changed) {
        for (int i = 0; i < added.size(); i++) {
            Link link = added.get(i);
            if (network.topology().link(link.linkId()).isPresent() || changed.put(link.linkId(), link) != null) {
                throw new BadQuestion(
                        "added_links[%d].link_id".formatted(i), "'%s' is there already".formatted(link.linkId()));
            }
        }
    }

    private static void price(Topology topology, List<PriceChange> changes, Map<String, Link> changed) {
        for (int i = 0; i < changes.size(); i++) {
            PriceChange change = changes.get(i);
            String field = "price_changes[%d]".formatted(i);
            if (change.of().kind() != ElementKind.LINK
                    || !changed.containsKey(change.of().id())) {
                require(topology, field, change.of());
            }
        }
        if (!changes.isEmpty()) {
            topology.links().forEach(link -> changed.putIfAbsent(link.linkId(), link));
            changed.replaceAll((_, link) -> priced(link, changes));
        }
    }

    private static Link priced(Link link, List<PriceChange> changes) {
        Link priced = link;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).concerns(link)) {
                long price = changes.get(i).price(priced);
                if (price > NetworkLoad.MAX_WEIGHT) {
                    throw new BadQuestion(
                            "price_changes[%d].price_permille".formatted(i),
                            "%d makes the price of link '%s' %d, more than %d"
                                    .formatted(
                                            changes.get(i).permille(), link.linkId(), price, NetworkLoad.MAX_WEIGHT));
                }
                priced = priced.withPriceMicrosPerGbpsHour(price);
            }
        }
        return priced;
    }

    private static Topology topology(Network network, Map<String, Link> changed) {
        TopologyChange change = new TopologyChange(List.<Element>copyOf(changed.values()), List.of());
        return switch (network.topology().decide(change, _ -> 0, Instant.EPOCH)) {
            case TopologyOutcome.Accepted accepted -> accepted.topology();
            case TopologyOutcome.Refused(var violations) -> throw new BadQuestion("added_links", violations.getFirst());
        };
    }

    private static BitSet fail(Network network, Set<ElementReference> failures) {
        BitSet failed = new BitSet();
        if (failures.isEmpty()) {
            return failed;
        }
        for (int arc = 0; arc < network.index().graph().arcCount(); arc++) {
            if (fails(network.topology(), network.index().link(arc), failures)) {
                int mate = network.index().graph().mate(arc);
                network.load().measure(arc, network.load().latencyUs(arc), false);
                network.load().measure(mate, network.load().latencyUs(mate), false);
                failed.set(network.index().graph().pair(arc));
            }
        }
        return failed;
    }

    /** The link of the other direction may fail for reasons of its own: then both do. */
    private static boolean fails(Topology topology, Link link, Set<ElementReference> failures) {
        return failures.contains(link.reference())
                || failures.contains(new ElementReference(ElementKind.PROVIDER, link.providerId()))
                || link.riskGroupIds().stream()
                        .anyMatch(id -> failures.contains(new ElementReference(ElementKind.RISK_GROUP, id)))
                || nodeFails(topology, link.fromNodeId(), failures);
    }

    /** The node that the link leads to is where its reverse starts. */
    private static boolean nodeFails(Topology topology, String nodeId, Set<ElementReference> failures) {
        Node node = topology.node(nodeId).orElseThrow();
        return failures.contains(node.reference())
                || failures.contains(new ElementReference(ElementKind.PROVIDER, node.providerId()))
                || failures.contains(new ElementReference(ElementKind.LOCATION, node.locationId()))
                || topology.location(node.locationId())
                        .map(location -> new ElementReference(ElementKind.METRO, location.metroId()))
                        .filter(failures::contains)
                        .isPresent();
    }
}
