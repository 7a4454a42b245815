package dev.braid.local.topology.imports;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.ProviderEndpoint;
import dev.braid.api.topology.v1.RiskGroup;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.topology.imports.DraftNode.Point;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the elements of a topology file of a draft, within the bounds of the contract. */
final class TopologyDraft {
    private static final int MAX_ID = 64;
    private static final int MAX_NAME = 128;
    private static final int MAX_RISKS = 64;
    private static final double PLACE = 100;
    private static final double MICRODEGREES = 1e6;

    private final Source source;
    private final DraftNetwork network;
    private final ImportOptions options;
    private final Remarks remarks;
    private final Placement placement;
    private final String provider;
    private final String prefix;
    private final Map<String, String> names;
    private final Map<String, String> metros = new HashMap<>();
    private final TopologyFile.Builder topology = TopologyFile.newBuilder();
    private final Map<String, Integer> linkNumbers = new HashMap<>();
    private final Set<String> linkIds = new HashSet<>();

    TopologyDraft(Source source, DraftNetwork network, ImportOptions options, Remarks remarks) {
        this.source = source;
        this.network = network;
        this.options = options;
        this.remarks = remarks;
        this.placement = Placement.of(network, options, remarks);
        this.provider = options.providerId().orElseGet(() -> Slugs.slug(baseName(), MAX_ID));
        this.prefix = provider.length() <= NodeNames.MAX_PREFIX ? provider : Slugs.slug(provider, NodeNames.MAX_PREFIX);
        this.names = NodeNames.of(network, prefix);
    }

    private String baseName() {
        int dot = source.name().lastIndexOf('.');
        return dot > 0 ? source.name().substring(0, dot) : source.name();
    }

    TopologyFile build(Format format) {
        String called = options.providerName().orElse(network.name().isBlank() ? baseName() : network.name());
        topology.setDescription("Imported from %s (%s).".formatted(display(source.name()), format.label()));
        topology.addProviders(Provider.newBuilder()
                .setProviderId(provider)
                .setDisplayName(display(called))
                .setOnNet(options.onNet())
                .setEndpoint(ProviderEndpoint.newBuilder().setAdapter("http")));
        places();
        LinkFigures figures = new LinkFigures(source, options, remarks, placement);
        SortedSet<Long> risks = new TreeSet<>();
        for (LinkPairs.Pair pair : LinkPairs.of(source, network, remarks)) {
            String there = linkId(pair.there());
            String back = reverseId(there, pair.there());
            topology.addLinks(link(figures, pair.there(), there, back, risks));
            topology.addLinks(link(figures, pair.back(), back, there, risks));
        }
        for (long number : risks) {
            topology.addRiskGroups(RiskGroup.newBuilder()
                    .setRiskGroupId(riskId(number))
                    .setDisplayName("SRLG %d of %s".formatted(number, provider)));
        }
        return topology.build();
    }

    /** Nodes at the same place, to about a kilometre, share a metro; each has a location of its own. */
    private void places() {
        Map<String, String> atPlace = new LinkedHashMap<>();
        for (DraftNode node : network.nodes()) {
            String id = names.get(node.id());
            Optional<Point> point = placement.point(node.id());
            String place = point.map(at -> Math.round(at.x() * PLACE) + "/" + Math.round(at.y() * PLACE))
                    .orElse(id);
            String metro = atPlace.computeIfAbsent(place, _ -> {
                metro(node, id, point);
                return id;
            });
            metros.put(node.id(), metro);
            topology.addLocations(Location.newBuilder()
                    .setLocationId(id)
                    .setDisplayName(display(node.label()))
                    .setMetroId(metro)
                    .setKind(LocationKind.LOCATION_KIND_DATA_CENTER));
            topology.addNodes(
                    Node.newBuilder().setNodeId(id).setProviderId(provider).setLocationId(id));
        }
    }

    private void metro(DraftNode node, String id, Optional<Point> point) {
        topology.addMetros(Metro.newBuilder()
                .setMetroId(id)
                .setDisplayName(display(node.label()))
                .setCountryCode(country(node))
                .setLatitudeDegrees(point.map(at -> microdegrees(at.y())).orElse(0.0))
                .setLongitudeDegrees(point.map(at -> microdegrees(at.x())).orElse(0.0)));
    }

    private static double microdegrees(double degrees) {
        return Math.rint(degrees * MICRODEGREES) / MICRODEGREES;
    }

    private String country(DraftNode node) {
        Optional<String> said = node.country().flatMap(Countries::code).or(() -> Countries.code(network.country()));
        if (said.isPresent()) {
            return said.get();
        }
        String given = options.countryCode().orElse(ImportOptions.UNKNOWN_COUNTRY);
        String reason = "metros without a country: %s (--country)".formatted(given);
        if (options.countryCode().isPresent()) {
            remarks.told(reason, node.line(), node.label());
        } else {
            remarks.assumed(reason, node.line(), node.label());
        }
        return given;
    }

    private Link link(LinkFigures figures, DraftLink link, String id, String reverse, SortedSet<Long> risks) {
        long capacityBps = figures.capacityBps(link);
        long latencyUs = figures.latencyUs(link);
        Link.Builder made = Link.newBuilder()
                .setLinkId(id)
                .setProviderId(provider)
                .setFromNodeId(names.get(link.from().node()))
                .setToNodeId(names.get(link.to().node()))
                .setReverseLinkId(reverse)
                .setKind(kind(link))
                .setCapacityBps(capacityBps)
                .setLatencyFloorUs(latencyUs)
                .setPriceMicrosPerGbpsHour(figures.priceMicrosPerGbpsHour(link, capacityBps, latencyUs));
        for (long number : link.traits().riskNumbers()) {
            if (made.getRiskGroupIdsCount() == MAX_RISKS) {
                remarks.dropped(
                        "risk groups of a link after the first %d".formatted(MAX_RISKS), link.line(), link.label());
            } else {
                made.addRiskGroupIds(riskId(number));
                risks.add(number);
            }
        }
        return made.build();
    }

    private LinkKind kind(DraftLink link) {
        if (link.traits().submarine()) {
            return LinkKind.LINK_KIND_SUBMARINE;
        }
        return metros.get(link.from().node()).equals(metros.get(link.to().node()))
                ? LinkKind.LINK_KIND_METRO
                : LinkKind.LINK_KIND_TERRESTRIAL;
    }

    private String riskId(long number) {
        return "%s-srlg-%d".formatted(prefix, number);
    }

    /** Numbered from 1 between the same nodes, in the order of the file. */
    private String linkId(DraftLink link) {
        String between = name(link.from().node()) + "-" + name(link.to().node());
        String id;
        do {
            id = "%s-%s-%d".formatted(prefix, between, linkNumbers.merge(ends(link), 1, Integer::sum));
        } while (linkIds.contains(id) || linkIds.contains(reverseId(id, link)));
        linkIds.add(id);
        linkIds.add(reverseId(id, link));
        return id;
    }

    private String reverseId(String id, DraftLink link) {
        String number = id.substring(id.lastIndexOf('-'));
        String reverse = "%s-%s-%s%s"
                .formatted(prefix, name(link.to().node()), name(link.from().node()), number);
        // From "x" to "x-x" both ways would have the same name.
        return reverse.equals(id) ? reverse + "-r" : reverse;
    }

    private String ends(DraftLink link) {
        return link.ends().first() + "\n" + link.ends().second();
    }

    private String name(String node) {
        return names.get(node).substring(prefix.length() + 1);
    }

    /** For people: without control characters, at most as long as the contract allows. */
    private static String display(String text) {
        String plain = text.strip().replaceAll("\\p{Cntrl}+", " ");
        int end = plain.offsetByCodePoints(0, Math.min(MAX_NAME, plain.codePointCount(0, plain.length())));
        return plain.isBlank() ? "unnamed" : plain.substring(0, end);
    }
}
