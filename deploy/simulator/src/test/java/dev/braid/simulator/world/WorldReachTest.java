package dev.braid.simulator.world;

import static dev.braid.simulator.world.DemoWorld.links;
import static dev.braid.simulator.world.DemoWorld.locations;
import static dev.braid.simulator.world.DemoWorld.metro;
import static dev.braid.simulator.world.DemoWorld.nodes;
import static dev.braid.simulator.world.DemoWorld.riskGroups;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WorldReachTest {

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
}
