package dev.braid.simulator.orders;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.simulator.domain.CarrierNetwork;
import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import dev.braid.simulator.domain.Claim;
import dev.braid.simulator.domain.Order;
import dev.braid.simulator.journal.Journal;
import dev.braid.simulator.settings.SimulatorSettings;
import dev.braid.simulator.world.WorldFile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The carriers of the topology file, each with the orders that its journal has kept. */
@Startup
@Singleton
public class Carriers {

    private static final Logger LOG = Logger.getLogger(Carriers.class);
    private static final double DEGREES_PER_DAY = 360;

    private final Map<String, Carrier> carriers = new TreeMap<>();
    private final Map<String, Carrier> carriersByLink = new HashMap<>();
    private final FileChannel lock;

    /** Reads the topology file and the journals; no other process may have them. */
    public Carriers(SimulatorSettings settings) throws IOException {
        Path directory = Files.createDirectories(settings.dataDirectory());
        lock = lock(directory);
        TopologyFile topology = WorldFile.read(settings.topologyFile());
        Map<String, Double> dayPhases = dayPhases(topology);
        for (Provider provider : topology.getProvidersList()) {
            String id = provider.getProviderId();
            Map<String, CarrierLink> links = new HashMap<>();
            for (Link link : topology.getLinksList()) {
                if (link.getProviderId().equals(id)) {
                    links.put(link.getLinkId(), carrierLink(link, dayPhases));
                }
            }
            Carrier carrier = new Carrier(
                    new CarrierNetwork(id, links),
                    Journal.open(directory.resolve(id + ".journal"), Order.class, Order::reference),
                    Journal.open(directory.resolve(id + ".claims"), Claim.class, Claim::reference));
            carriers.put(id, carrier);
            links.keySet().forEach(linkId -> carriersByLink.put(linkId, carrier));
            LOG.infof(
                    "%s: %d links, %d living orders",
                    id, links.size(), carrier.living().size());
        }
    }

    /** The carrier of that id. */
    public Optional<Carrier> find(String providerId) {
        return Optional.ofNullable(carriers.get(providerId));
    }

    /** The carrier that owns the link. */
    public Optional<Carrier> ofLink(String linkId) {
        return Optional.ofNullable(carriersByLink.get(linkId));
    }

    /** All, in the order of their ids. */
    public Collection<Carrier> all() {
        return carriers.values();
    }

    /** Gives the journals back. */
    public void close(@Observes ShutdownEvent event) throws IOException {
        for (Carrier carrier : carriers.values()) {
            carrier.close();
        }
        lock.close();
    }

    /** Two processes that write one journal would sell the same capacity twice. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("The other simulator runs in this very process.", e);
        }
        file.close();
        throw new IOException("Another simulator uses %s. Maybe set braid.simulator.data-directory."
                .formatted(directory.toAbsolutePath()));
    }

    private static CarrierLink carrierLink(Link link, Map<String, Double> dayPhases) {
        return new CarrierLink(
                link.getLinkId(),
                link.getReverseLinkId(),
                link.getFromNodeId(),
                link.getToNodeId(),
                link.getCapacityBps(),
                link.getLatencyFloorUs(),
                dayPhases.getOrDefault(link.getFromNodeId(), 0.0));
    }

    /** The local solar time of each node. */
    private static Map<String, Double> dayPhases(TopologyFile topology) {
        Map<String, Double> ofMetro = new HashMap<>();
        for (Metro metro : topology.getMetrosList()) {
            ofMetro.put(metro.getMetroId(), metro.getLongitudeDegrees() / DEGREES_PER_DAY);
        }
        Map<String, Double> ofLocation = new HashMap<>();
        for (Location location : topology.getLocationsList()) {
            ofLocation.put(location.getLocationId(), ofMetro.getOrDefault(location.getMetroId(), 0.0));
        }
        Map<String, Double> ofNode = new HashMap<>();
        for (Node node : topology.getNodesList()) {
            ofNode.put(node.getNodeId(), ofLocation.getOrDefault(node.getLocationId(), 0.0));
        }
        return ofNode;
    }
}
