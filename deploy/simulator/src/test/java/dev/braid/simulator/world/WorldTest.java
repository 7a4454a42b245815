package dev.braid.simulator.world;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.RiskGroup;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final Path DEMO = Path.of("../demo");
    private static final TopologyFile WORLD = read();

    private final Map<String, Metro> metros = byId(WORLD.getMetrosList(), Metro::getMetroId);
    private final Map<String, Location> locations = byId(WORLD.getLocationsList(), Location::getLocationId);
    private final Map<String, Node> nodes = byId(WORLD.getNodesList(), Node::getNodeId);
    private final Map<String, Link> links = byId(WORLD.getLinksList(), Link::getLinkId);
    private final Map<String, Provider> providers = byId(WORLD.getProvidersList(), Provider::getProviderId);
    private final Map<String, RiskGroup> riskGroups = byId(WORLD.getRiskGroupsList(), RiskGroup::getRiskGroupId);

    @Test
    void theCommittedFileIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Files.readString(DEMO.resolve("world.json")))
                .isEqualTo(WorldFile.text(WorldGenerator.generate(DEMO.resolve("source"))));
    }

    @Test
    void everyElementKeepsTheRulesOfTheContract() throws ValidationException {
        Validator validator = ValidatorFactory.newBuilder().build();
        for (Message element : elements()) {
            assertThat(validator.validate(element).getViolations())
                    .as("%s", element)
                    .isEmpty();
        }
    }

    @Test
    void itIsAsLargeAsPromised() throws IOException {
        assertThat(metros).hasSizeGreaterThanOrEqualTo(60);
        assertThat(links).hasSizeGreaterThanOrEqualTo(400);
        assertThat(providers).hasSize(6);
        assertThat(WORLD.getLocationsList().stream()
                        .filter(location -> location.getKind() == LocationKind.LOCATION_KIND_CLOUD_EDGE)
                        .map(location -> location.getCloudRegion().replaceAll(":.*", ""))
                        .collect(toSet()))
                .containsExactlyInAnyOrder("aws", "azure", "google", "oracle");
        assertThat(new HashSet<>(continents().values()))
                .containsExactlyInAnyOrder("Africa", "Asia", "Europe", "North America", "Oceania", "South America");
    }

    @Test
    void everyNameResolves() {
        locations.values().forEach(location -> assertThat(metros).containsKey(location.getMetroId()));
        nodes.values().forEach(node -> {
            assertThat(providers).containsKey(node.getProviderId());
            assertThat(locations).containsKey(node.getLocationId());
        });
        links.values().forEach(link -> {
            assertThat(providers).containsKey(link.getProviderId());
            assertThat(nodes).containsKeys(link.getFromNodeId(), link.getToNodeId());
            assertThat(riskGroups.keySet()).containsAll(link.getRiskGroupIdsList());
        });
        Set<String> used = links.values().stream()
                .flatMap(link -> link.getRiskGroupIdsList().stream())
                .collect(toSet());
        assertThat(used).isEqualTo(riskGroups.keySet());
    }

    @Test
    void everyLinkHasAnEqualReverse() {
        links.values().forEach(link -> {
            Link reverse = links.get(link.getReverseLinkId());
            assertThat(reverse)
                    .isEqualTo(link.toBuilder()
                            .setLinkId(link.getReverseLinkId())
                            .setReverseLinkId(link.getLinkId())
                            .setFromNodeId(link.getToNodeId())
                            .setToNodeId(link.getFromNodeId())
                            .build());
            assertThat(link.getFromNodeId()).isNotEqualTo(link.getToNodeId());
        });
    }

    @Test
    void noFloorIsBelowTheSpeedOfLightInFibre() {
        links.values()
                .forEach(link -> assertThat((double) link.getLatencyFloorUs())
                        .as(link.getLinkId())
                        .isGreaterThanOrEqualTo(
                                Fibre.distanceKm(metro(link.getFromNodeId()), metro(link.getToNodeId())) * 4.9));
    }

    @Test
    void aHandOverStaysInItsMetroAndTakesFiftyToAHundredAndFiftyMicroseconds() {
        links.values().stream()
                .filter(link -> link.getKind() == LinkKind.LINK_KIND_INTERCONNECT)
                .forEach(link -> {
                    assertThat(link.getLatencyFloorUs()).isBetween(50L, 150L);
                    assertThat(metro(link.getFromNodeId())).isEqualTo(metro(link.getToNodeId()));
                });
    }

    @Test
    void onlyHandOversJoinTwoCarriersAndOneOfTheTwoOwnsThem() {
        links.values().forEach(link -> {
            Set<String> ends = Stream.of(link.getFromNodeId(), link.getToNodeId())
                    .map(id -> nodes.get(id).getProviderId())
                    .collect(toSet());
            assertThat(ends).as(link.getLinkId()).contains(link.getProviderId());
            assertThat(ends.size() == 1 || link.getKind() == LinkKind.LINK_KIND_INTERCONNECT)
                    .as(link.getLinkId())
                    .isTrue();
        });
    }

    @Test
    void everyCloudEdgeIsHandedOverByItsCarriersOnly() {
        nodes.values().stream()
                .filter(node -> locations.get(node.getLocationId()).getKind() == LocationKind.LOCATION_KIND_CLOUD_EDGE)
                .forEach(node -> assertThat(links.values().stream()
                                .filter(link -> link.getToNodeId().equals(node.getNodeId())))
                        .singleElement()
                        .satisfies(link -> assertThat(link.getKind()).isEqualTo(LinkKind.LINK_KIND_INTERCONNECT)));
    }

    @Test
    void everyCarriersNetworkIsInOnePiece() {
        nodes.values().stream().collect(groupingBy(Node::getProviderId)).forEach((carrier, own) -> {
            Islands islands = new Islands(own.stream().map(Node::getNodeId).toList());
            links.values().stream()
                    .filter(link -> own.contains(nodes.get(link.getFromNodeId()))
                            && own.contains(nodes.get(link.getToNodeId())))
                    .forEach(link -> islands.join(link.getFromNodeId(), link.getToNodeId()));
            assertThat(islands.largest()).as(carrier).hasSize(own.size());
        });
    }

    /** By Menger's theorem: when no single link parts two metros, there are two routes between them without a common link. */
    @Test
    void noSingleLinkPartsAnyTwoCities() {
        for (Link cut : links.values()) {
            assertThat(citiesReachedWithout(
                            link -> link.equals(cut) || link.getLinkId().equals(cut.getReverseLinkId())))
                    .as("without %s", cut.getLinkId())
                    .isEqualTo(cities());
        }
    }

    @Test
    void noSingleCableLandingStationOrCorridorPartsAnyTwoCities() {
        for (String risk : riskGroups.keySet()) {
            assertThat(citiesReachedWithout(link -> link.getRiskGroupIdsList().contains(risk)))
                    .as("without %s", risk)
                    .isEqualTo(cities());
        }
    }

    @Test
    void manyPairsOfCitiesNeedTwoCarriers() {
        Map<String, Set<String>> carriersByCity = nodes.values().stream()
                .collect(groupingBy(
                        node -> locations.get(node.getLocationId()).getMetroId(),
                        mapping(Node::getProviderId, toSet())));
        List<String> apart = new ArrayList<>();
        for (String a : cities()) {
            for (String z : cities()) {
                if (a.compareTo(z) < 0 && carriersByCity.get(a).stream().noneMatch(carriersByCity.get(z)::contains)) {
                    apart.add(a + "-" + z);
                }
            }
        }
        assertThat(apart).hasSizeGreaterThan(100).contains("prg-van", "bog-nbo");
    }

    @Test
    void submarineLinksNameTheirCable() {
        links.values().stream()
                .filter(link -> link.getKind() == LinkKind.LINK_KIND_SUBMARINE)
                .forEach(link -> assertThat(link.getRiskGroupIdsList())
                        .as(link.getLinkId())
                        .anyMatch(risk -> !risk.startsWith("landing-")));
    }

    private Set<String> citiesReachedWithout(Predicate<Link> cut) {
        Islands islands = new Islands(nodes.keySet());
        links.values().stream()
                .filter(cut.negate())
                .forEach(link -> islands.join(link.getFromNodeId(), link.getToNodeId()));
        Set<String> reached =
                islands.largest().stream().map(id -> metro(id).getMetroId()).collect(toSet());
        reached.retainAll(cities());
        return reached;
    }

    /** Metros that are more than a landing station. */
    private Set<String> cities() {
        return locations.values().stream()
                .filter(location -> location.getKind() == LocationKind.LOCATION_KIND_DATA_CENTER)
                .map(Location::getMetroId)
                .collect(toSet());
    }

    private Metro metro(String nodeId) {
        return metros.get(locations.get(nodes.get(nodeId).getLocationId()).getMetroId());
    }

    private static Map<String, String> continents() throws IOException {
        return CsvTable.read(DEMO.resolve("source/metros.csv")).rows().stream()
                .collect(toMap(row -> row.text("metro_id"), row -> row.text("continent")));
    }

    private static List<Message> elements() {
        return Stream.of(
                        WORLD.getProvidersList(),
                        WORLD.getMetrosList(),
                        WORLD.getLocationsList(),
                        WORLD.getNodesList(),
                        WORLD.getLinksList(),
                        WORLD.getRiskGroupsList())
                .flatMap(List::stream)
                .map(Message.class::cast)
                .toList();
    }

    private static <T> Map<String, T> byId(List<T> elements, Function<T, String> id) {
        return elements.stream().collect(toMap(id, Function.identity()));
    }

    private static TopologyFile read() {
        try {
            return WorldFile.read(DEMO.resolve("world.json"));
        } catch (IOException e) {
            throw new IllegalStateException("The demo network cannot be read.", e);
        }
    }
}
