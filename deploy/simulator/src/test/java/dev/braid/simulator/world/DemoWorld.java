package dev.braid.simulator.world;

import static java.util.stream.Collectors.toMap;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.RiskGroup;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The committed demo network, with its elements by id. */
final class DemoWorld {

    static final Path FOLDER = Path.of("../demo");
    static final TopologyFile FILE = read();
    static final Map<String, Metro> metros = byId(FILE.getMetrosList(), Metro::getMetroId);
    static final Map<String, Location> locations = byId(FILE.getLocationsList(), Location::getLocationId);
    static final Map<String, Node> nodes = byId(FILE.getNodesList(), Node::getNodeId);
    static final Map<String, Link> links = byId(FILE.getLinksList(), Link::getLinkId);
    static final Map<String, Provider> providers = byId(FILE.getProvidersList(), Provider::getProviderId);
    static final Map<String, RiskGroup> riskGroups = byId(FILE.getRiskGroupsList(), RiskGroup::getRiskGroupId);

    private DemoWorld() {}

    static Metro metro(String nodeId) {
        return metros.get(locations.get(nodes.get(nodeId).getLocationId()).getMetroId());
    }

    private static <T> Map<String, T> byId(List<T> elements, Function<T, String> id) {
        return elements.stream().collect(toMap(id, Function.identity()));
    }

    private static TopologyFile read() {
        try {
            return WorldFile.read(FOLDER.resolve("world.json"));
        } catch (IOException e) {
            throw new IllegalStateException("The demo network cannot be read.", e);
        }
    }
}
