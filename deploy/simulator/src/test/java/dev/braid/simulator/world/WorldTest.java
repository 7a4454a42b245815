package dev.braid.simulator.world;

import static dev.braid.simulator.world.DemoWorld.FILE;
import static dev.braid.simulator.world.DemoWorld.FOLDER;
import static dev.braid.simulator.world.DemoWorld.links;
import static dev.braid.simulator.world.DemoWorld.locations;
import static dev.braid.simulator.world.DemoWorld.metro;
import static dev.braid.simulator.world.DemoWorld.metros;
import static dev.braid.simulator.world.DemoWorld.nodes;
import static dev.braid.simulator.world.DemoWorld.providers;
import static dev.braid.simulator.world.DemoWorld.riskGroups;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.LocationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldTest {

    @Test
    void theCommittedFileIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("world.json")))
                .isEqualTo(WorldFile.text(WorldGenerator.generate(FOLDER.resolve("source"))));
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
        assertThat(FILE.getLocationsList().stream()
                        .filter(location -> location.getKind() == LocationKind.LOCATION_KIND_CLOUD_EDGE)
                        .map(location -> location.getCloudRegion().replaceAll(":.*", ""))
                        .collect(toSet()))
                .containsExactlyInAnyOrder("aws", "azure", "google", "oracle");
        assertThat(new HashSet<>(continents().values()))
                .containsExactlyInAnyOrder("Africa", "Asia", "Europe", "North America", "Oceania", "South America");
    }

    @Test
    void bothWaysOfALinkPromiseTheSameAndTheSeaIsLessReliableThanTheCity() {
        links.values().forEach(link -> {
            Link back = links.get(link.getReverseLinkId());
            assertThat(back.getJitterUs()).as(link.getLinkId()).isEqualTo(link.getJitterUs());
            assertThat(back.getLossRatio()).as(link.getLinkId()).isEqualTo(link.getLossRatio());
            assertThat(back.getAvailabilityRatio()).as(link.getLinkId()).isEqualTo(link.getAvailabilityRatio());
            assertThat(link.getJitterUs()).as(link.getLinkId()).isBetween(15L, 1_000L);
        });
        assertThat(availabilities(LinkKind.LINK_KIND_SUBMARINE)).allMatch(share -> share > 0.99 && share < 0.9995);
        assertThat(availabilities(LinkKind.LINK_KIND_TERRESTRIAL)).allMatch(share -> share > 0.99 && share < 0.99995);
        assertThat(availabilities(LinkKind.LINK_KIND_METRO)).containsOnly(0.99995);
        assertThat(availabilities(LinkKind.LINK_KIND_INTERCONNECT)).containsOnly(0.99999);
    }

    private static Set<Double> availabilities(LinkKind kind) {
        return links.values().stream()
                .filter(link -> link.getKind() == kind)
                .map(Link::getAvailabilityRatio)
                .collect(toSet());
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
    void submarineLinksNameTheirCable() {
        links.values().stream()
                .filter(link -> link.getKind() == LinkKind.LINK_KIND_SUBMARINE)
                .forEach(link -> assertThat(link.getRiskGroupIdsList())
                        .as(link.getLinkId())
                        .anyMatch(risk -> !risk.startsWith("landing-")));
    }

    private static Map<String, String> continents() throws IOException {
        return CsvTable.read(FOLDER.resolve("source/metros.csv")).rows().stream()
                .collect(toMap(row -> row.text("metro_id"), row -> row.text("continent")));
    }

    private static List<Message> elements() {
        return Stream.of(
                        FILE.getProvidersList(),
                        FILE.getMetrosList(),
                        FILE.getLocationsList(),
                        FILE.getNodesList(),
                        FILE.getLinksList(),
                        FILE.getRiskGroupsList())
                .flatMap(List::stream)
                .map(Message.class::cast)
                .toList();
    }
}
