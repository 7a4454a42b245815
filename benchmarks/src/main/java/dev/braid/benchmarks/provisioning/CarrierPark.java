package dev.braid.benchmarks.provisioning;

import com.google.protobuf.util.JsonFormat;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Carriers with one link each way between the same two places. */
final class CarrierPark {
    private static final long CAPACITY_BPS = 100_000_000_000_000L;

    private CarrierPark() {}

    static String provider(int number) {
        return "carrier%02d".formatted(number);
    }

    static String link(int number) {
        return provider(number) + "-a-z";
    }

    /** Writes them as a topology file. */
    static void write(Path file, int carriers) throws IOException {
        TopologyFile.Builder topology = TopologyFile.newBuilder()
                .setDescription("Carriers side by side, for a measurement.")
                .addMetros(metro("lon", "London", "GB", 51.507, -0.128))
                .addMetros(metro("par", "Paris", "FR", 48.857, 2.352))
                .addLocations(Location.newBuilder().setLocationId("lon-dc1").setMetroId("lon"))
                .addLocations(Location.newBuilder().setLocationId("par-dc1").setMetroId("par"));
        for (int number = 0; number < carriers; number++) {
            String provider = provider(number);
            topology.addProviders(Provider.newBuilder().setProviderId(provider).setDisplayName(provider))
                    .addNodes(node(provider, "lon-dc1"))
                    .addNodes(node(provider, "par-dc1"))
                    .addLinks(link(provider, "lon-dc1", "par-dc1", link(number), provider + "-z-a"))
                    .addLinks(link(provider, "par-dc1", "lon-dc1", provider + "-z-a", link(number)));
        }
        Files.writeString(file, JsonFormat.printer().print(topology));
    }

    private static Metro metro(String id, String name, String country, double latitude, double longitude) {
        return Metro.newBuilder()
                .setMetroId(id)
                .setDisplayName(name)
                .setCountryCode(country)
                .setLatitudeDegrees(latitude)
                .setLongitudeDegrees(longitude)
                .build();
    }

    private static Node.Builder node(String provider, String location) {
        return Node.newBuilder()
                .setNodeId(provider + "-" + location)
                .setProviderId(provider)
                .setLocationId(location);
    }

    private static Link.Builder link(String provider, String from, String to, String id, String reverse) {
        return Link.newBuilder()
                .setLinkId(id)
                .setReverseLinkId(reverse)
                .setProviderId(provider)
                .setFromNodeId(provider + "-" + from)
                .setToNodeId(provider + "-" + to)
                .setCapacityBps(CAPACITY_BPS)
                .setLatencyFloorUs(1700)
                .setPriceMicrosPerGbpsHour(40_000);
    }
}
