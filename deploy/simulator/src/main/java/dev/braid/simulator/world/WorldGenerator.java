package dev.braid.simulator.world;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.ProviderEndpoint;
import dev.braid.api.topology.v1.RiskGroup;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the same topology from the same source files, on every machine. */
public final class WorldGenerator {

    private static final long BPS_PER_GBPS = 1_000_000_000L;
    /** Between two facilities of one metro; metros have one pair of coordinates. */
    private static final double METRO_ROUTE_KM = 30;

    private final Path source;
    private final Places places;
    private final Map<String, Tariff> tariffs = new LinkedHashMap<>();
    private final Map<String, RiskGroup> riskGroups = new LinkedHashMap<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();

    private WorldGenerator(Path source) throws IOException {
        this.source = source;
        this.places = new Places(table("metros"), table("facilities"), table("clouds"));
    }

    /** The topology that the files of a folder describe. */
    public static TopologyFile generate(Path source) throws IOException {
        return new WorldGenerator(source).generate();
    }

    private TopologyFile generate() throws IOException {
        TopologyFile.Builder file = TopologyFile.newBuilder()
                .setDescription(
                        "A demo network for Braid. Places, cloud regions, cables and distances are public facts;"
                                + " carriers, capacities and prices are invented. Generated from deploy/demo/source.");
        for (CsvTable.Row row : table("carriers").rows()) {
            tariffs.put(row.text("provider_id"), Tariff.of(row));
            file.addProviders(Provider.newBuilder()
                    .setProviderId(row.text("provider_id"))
                    .setDisplayName(row.text("display_name"))
                    .setOnNet(Boolean.parseBoolean(row.text("on_net")))
                    .setEndpoint(ProviderEndpoint.newBuilder().setAdapter("http")));
        }
        for (CsvTable.Row row : table("risk_groups").rows()) {
            addRiskGroup(row.text("risk_group_id"), row.text("display_name"));
        }
        for (Location location : places.locations().values()) {
            if (location.getKind() == LocationKind.LOCATION_KIND_LANDING_STATION) {
                addRiskGroup(landingGroupId(location), location.getDisplayName());
            }
        }
        table("links").rows().forEach(this::addRoute);
        table("exchanges").rows().forEach(this::addExchange);
        table("clouds").rows().forEach(this::addCloudEdge);
        return file.addAllMetros(places.metros().values())
                .addAllLocations(places.locations().values())
                .addAllNodes(nodes.values())
                .addAllLinks(links.values())
                .addAllRiskGroups(riskGroups.values())
                .build();
    }

    private void addRoute(CsvTable.Row row) {
        String carrier = row.text("provider_id");
        Location from = places.location(row.text("from"));
        Location to = places.location(row.text("to"));
        LinkKind kind = LinkKind.valueOf("LINK_KIND_" + row.text("kind"));
        if ((kind == LinkKind.LINK_KIND_METRO) != from.getMetroId().equals(to.getMetroId())) {
            throw new IllegalArgumentException(
                    "%s: a METRO link, and no other, stays in its metro.".formatted(row.place()));
        }
        double straightKm = Fibre.distanceKm(places.metroOf(from), places.metroOf(to));
        double routeKm = kind == LinkKind.LINK_KIND_METRO
                ? METRO_ROUTE_KM
                : straightKm * row.numberOr("route_factor", tariff(carrier).terrestrialRouteFactor());
        Set<String> risks = new LinkedHashSet<>(row.words("risk_group_ids"));
        for (Location end : List.of(from, to)) {
            if (end.getKind() == LocationKind.LOCATION_KIND_LANDING_STATION) {
                risks.add(landingGroupId(end));
            }
        }
        if (!riskGroups.keySet().containsAll(risks)) {
            throw new IllegalArgumentException("%s names an unknown risk group.".formatted(row.place()));
        }
        Link.Builder link = Link.newBuilder()
                .setProviderId(carrier)
                .setFromNodeId(node(carrier, from))
                .setToNodeId(node(carrier, to))
                .setKind(kind)
                .setCapacityBps((long) (row.number("capacity_gbps") * BPS_PER_GBPS))
                .setLatencyFloorUs(Fibre.floorUs(routeKm))
                .setPriceMicrosPerGbpsHour(tariff(carrier).priceMicrosPerGbpsHour(kind, routeKm))
                .addAllRiskGroupIds(risks);
        Promise.of(kind, link.getLatencyFloorUs(), routeKm).put(link);
        addBothWays(link, Places.shortName(from), Places.shortName(to));
    }

    /** Every carrier of an exchange hands over to every other; the one named first sells the cross-connect. */
    private void addExchange(CsvTable.Row row) {
        Location location = places.location(row.text("location_id"));
        List<String> carriers = row.words("provider_ids");
        for (int i = 0; i < carriers.size(); i++) {
            for (int j = i + 1; j < carriers.size(); j++) {
                String seller = carriers.get(i);
                String other = carriers.get(j);
                addBothWays(
                        handOver(row, seller, existing(seller, location, row), existing(other, location, row)),
                        Places.shortName(location),
                        other);
            }
        }
    }

    /** A carrier's port at the edge of a cloud region, reached from its node in the first data centre of the metro. */
    private void addCloudEdge(CsvTable.Row row) {
        Location edge = places.location(Places.cloudEdgeId(row));
        Location dataCenter = places.location(row.text("metro_id"));
        for (String carrier : row.words("provider_ids")) {
            addBothWays(
                    handOver(row, carrier, existing(carrier, dataCenter, row), node(carrier, edge)),
                    Places.shortName(dataCenter),
                    Places.shortName(edge));
        }
    }

    private Link.Builder handOver(CsvTable.Row row, String seller, String fromNodeId, String toNodeId) {
        LinkKind kind = LinkKind.LINK_KIND_INTERCONNECT;
        long latencyUs = (long) row.number("latency_us");
        Link.Builder link = Link.newBuilder()
                .setProviderId(seller)
                .setFromNodeId(fromNodeId)
                .setToNodeId(toNodeId)
                .setKind(kind)
                .setCapacityBps((long) (row.number("capacity_gbps") * BPS_PER_GBPS))
                .setLatencyFloorUs(latencyUs)
                .setPriceMicrosPerGbpsHour(tariff(seller).priceMicrosPerGbpsHour(kind, 0));
        return Promise.of(kind, latencyUs, 0).put(link);
    }

    private void addBothWays(Link.Builder there, String from, String to) {
        String carrier = there.getProviderId();
        int number = 1;
        while (links.containsKey(linkId(carrier, from, to, number))) {
            number++;
        }
        there.setLinkId(linkId(carrier, from, to, number)).setReverseLinkId(linkId(carrier, to, from, number));
        Link back = there.clone()
                .setLinkId(there.getReverseLinkId())
                .setReverseLinkId(there.getLinkId())
                .setFromNodeId(there.getToNodeId())
                .setToNodeId(there.getFromNodeId())
                .build();
        links.put(there.getLinkId(), there.build());
        links.put(back.getLinkId(), back);
    }

    private String node(String carrier, Location location) {
        tariff(carrier);
        String nodeId = carrier + "-" + location.getLocationId();
        nodes.computeIfAbsent(
                nodeId,
                id -> Node.newBuilder()
                        .setNodeId(id)
                        .setProviderId(carrier)
                        .setLocationId(location.getLocationId())
                        .build());
        return nodeId;
    }

    private String existing(String carrier, Location location, CsvTable.Row row) {
        String nodeId = carrier + "-" + location.getLocationId();
        if (!nodes.containsKey(nodeId)) {
            throw new IllegalArgumentException(
                    "%s: %s has no link to %s.".formatted(row.place(), carrier, location.getLocationId()));
        }
        return nodeId;
    }

    private Tariff tariff(String carrier) {
        Tariff tariff = tariffs.get(carrier);
        if (tariff == null) {
            throw new IllegalArgumentException("There is no carrier '%s'.".formatted(carrier));
        }
        return tariff;
    }

    private void addRiskGroup(String id, String name) {
        riskGroups.put(
                id,
                RiskGroup.newBuilder().setRiskGroupId(id).setDisplayName(name).build());
    }

    private CsvTable table(String name) throws IOException {
        return CsvTable.read(source.resolve(name + ".csv"));
    }

    private static String landingGroupId(Location location) {
        return "landing-" + location.getMetroId();
    }

    private static String linkId(String carrier, String from, String to, int number) {
        return "%s-%s-%s-%d".formatted(carrier, from, to, number);
    }
}
