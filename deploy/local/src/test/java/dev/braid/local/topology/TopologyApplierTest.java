package dev.braid.local.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyApplierTest {
    private final TopologyFile world =
            TopologyApplier.read(Path.of(System.getProperty("basedir", ".")).resolve("../demo/world.json"));

    @Test
    void noBatchNamesAnElementOfALaterOne() {
        Set<String> known = new HashSet<>();
        for (List<TopologyElement> batch : TopologyApplier.batches(world)) {
            batch.forEach(element -> known.add(name(element)));
            for (TopologyElement element : batch) {
                switch (element.getElementCase()) {
                    case LOCATION ->
                        assertThat(known)
                                .contains("metro/" + element.getLocation().getMetroId());
                    case NODE ->
                        assertThat(known)
                                .contains(
                                        "provider/" + element.getNode().getProviderId(),
                                        "location/" + element.getNode().getLocationId());
                    case LINK -> assertThat(known).containsAll(named(element.getLink()));
                    default -> assertThat(element).isNotNull();
                }
            }
        }
        assertThat(known)
                .hasSize(world.getProvidersCount()
                        + world.getMetrosCount()
                        + world.getLocationsCount()
                        + world.getNodesCount()
                        + world.getLinksCount()
                        + world.getRiskGroupsCount());
    }

    @Test
    void aBatchFitsIntoOneCall() {
        for (List<TopologyElement> batch : TopologyApplier.batches(world)) {
            assertThat(batch.stream()
                            .mapToInt(TopologyElement::getSerializedSize)
                            .sum())
                    .isLessThan(900_000);
        }
    }

    @Test
    void anErrorInAFileNamesTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), "{\"linkz\": []}");

        assertThatThrownBy(() -> TopologyApplier.read(file))
                .hasMessageContaining("bad.json")
                .hasMessageContaining("linkz");
    }

    private static List<String> named(Link link) {
        List<String> names = new ArrayList<>(List.of(
                "provider/" + link.getProviderId(),
                "node/" + link.getFromNodeId(),
                "node/" + link.getToNodeId(),
                "link/" + link.getReverseLinkId()));
        link.getRiskGroupIdsList().forEach(group -> names.add("risk/" + group));
        return names;
    }

    private static String name(TopologyElement element) {
        return switch (element.getElementCase()) {
            case PROVIDER -> "provider/" + element.getProvider().getProviderId();
            case METRO -> "metro/" + element.getMetro().getMetroId();
            case LOCATION -> "location/" + element.getLocation().getLocationId();
            case NODE -> "node/" + element.getNode().getNodeId();
            case LINK -> "link/" + element.getLink().getLinkId();
            case RISK_GROUP -> "risk/" + element.getRiskGroup().getRiskGroupId();
            case ELEMENT_NOT_SET -> throw new AssertionError("An element without content.");
        };
    }
}
