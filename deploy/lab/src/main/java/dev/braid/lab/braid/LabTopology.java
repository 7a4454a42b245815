package dev.braid.lab.braid;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.ProviderEndpoint;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabFileInvalid;
import dev.braid.lab.plan.LabPlan;
import java.util.regex.Pattern;

/**
 * A lab as Braid knows networks: a carrier is a provider, a router stands in a location and metro of its own name, a
 * fibre is a link in each direction under the names that the agents know.
 */
public final class LabTopology {
    private static final Pattern PROVIDER_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final long LEAST_BPS = 1_000_000;
    /** What the relay takes off a delay for its own work, and a bit: a packet may be that much early. */
    private static final long HANDLING_US = 50;

    private static final long PRICE_MICROS = 10_000;
    private static final long PRICE_MICROS_PER_US = 20;

    private LabTopology() {}

    /** Throws LabFileInvalid when Braid could not take it: what stands in a lab file may be less than a link has there. */
    public static TopologyFile of(LabPlan plan) {
        TopologyFile.Builder file = TopologyFile.newBuilder()
                .setDescription("A lab of Linux routers; its links measure what they are, and cost by their length.");
        for (Carrier carrier : plan.carriers()) {
            if (!PROVIDER_ID.matcher(carrier.id()).matches()) {
                throw new LabFileInvalid(
                        "carriers: id = %s, but a provider of Braid is named by small letters, digits and '-', at most 64."
                                .formatted(carrier.id()));
            }
            file.addProviders(Provider.newBuilder()
                    .setProviderId(carrier.id())
                    .setDisplayName(carrier.id())
                    .setEndpoint(ProviderEndpoint.newBuilder().setAdapter("grpc")));
            carrier.nodes().forEach(node -> add(file, carrier, node));
        }
        for (Fibre fibre : plan.fibres()) {
            file.addLinks(link(plan, fibre, fibre.a(), fibre.z()));
            file.addLinks(link(plan, fibre, fibre.z(), fibre.a()));
        }
        return file.build();
    }

    /** The name of a link of the topology. */
    public static String linkId(String from, String to) {
        return from + "-" + to;
    }

    private static void add(TopologyFile.Builder file, Carrier carrier, String node) {
        file.addMetros(Metro.newBuilder().setMetroId(node).setDisplayName(node).setCountryCode("ZZ"));
        file.addLocations(Location.newBuilder()
                .setLocationId(node)
                .setDisplayName(node)
                .setMetroId(node)
                .setKind(LocationKind.LOCATION_KIND_DATA_CENTER));
        file.addNodes(
                Node.newBuilder().setNodeId(node).setProviderId(carrier.id()).setLocationId(node));
    }

    private static Link link(LabPlan plan, Fibre fibre, String from, String to) {
        if (fibre.capacityBps() < LEAST_BPS) {
            throw new LabFileInvalid("links: capacity_bps of %s = %d, but a link of Braid has %d or more."
                    .formatted(fibre.id(), fibre.capacityBps(), LEAST_BPS));
        }
        return Link.newBuilder()
                .setLinkId(linkId(from, to))
                .setProviderId(fibre.owner())
                .setFromNodeId(from)
                .setToNodeId(to)
                .setReverseLinkId(linkId(to, from))
                .setKind(plan.betweenCarriers(fibre) ? LinkKind.LINK_KIND_INTERCONNECT : LinkKind.LINK_KIND_TERRESTRIAL)
                .setCapacityBps(fibre.capacityBps())
                .setLatencyFloorUs(Math.max(fibre.delayUs() - HANDLING_US, 1))
                .setPriceMicrosPerGbpsHour(PRICE_MICROS + PRICE_MICROS_PER_US * fibre.delayUs())
                .build();
    }
}
