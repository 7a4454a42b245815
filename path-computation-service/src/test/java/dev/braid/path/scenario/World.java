package dev.braid.path.scenario;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkKind;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.LocationKind;
import dev.braid.path.domain.network.Metro;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Provider;
import dev.braid.path.domain.network.VersionedElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Draws a network in few words. A location is named by its country and city, {@code gb-lon}; every provider has one
 * node in each location that it reaches.
 */
public final class World {
    public static final long GBPS = 1_000_000_000L;

    private final Map<String, Element> elements = new LinkedHashMap<>();

    /** London, Paris, Frankfurt and Amsterdam: atlas everywhere, nordic on the northern way, meeting in three. */
    public static World europe() {
        return new World()
                .line("atlas", "gb-lon", "fr-par", 4_000, 10, 100)
                .line("atlas", "fr-par", "de-fra", 5_000, 10, 100)
                .line("atlas", "gb-lon", "nl-ams", 6_000, 10, 400)
                .line("nordic", "gb-lon", "nl-ams", 3_500, 10, 300)
                .line("nordic", "nl-ams", "de-fra", 3_600, 10, 300)
                .meet("gb-lon", "atlas", "nordic")
                .meet("nl-ams", "atlas", "nordic")
                .meet("de-fra", "atlas", "nordic");
    }

    /** Both directions of a link: {@code atlas-gb-lon-fr-par} and {@code atlas-fr-par-gb-lon}. */
    public World line(String provider, String from, String to, long latencyUs, long capacityGbps, long price) {
        return line(provider, from, to, "", latencyUs, capacityGbps, price);
    }

    /** A parallel one. */
    public World line(
            String provider, String from, String to, String suffix, long latencyUs, long capacityGbps, long price) {
        node(provider, from);
        node(provider, to);
        String there = provider + "-" + from + "-" + to + suffix;
        String back = provider + "-" + to + "-" + from + suffix;
        String a = provider + "-" + from;
        String z = provider + "-" + to;
        link(there, back, provider, a, z, LinkKind.TERRESTRIAL, latencyUs, capacityGbps, price);
        link(back, there, provider, z, a, LinkKind.TERRESTRIAL, latencyUs, capacityGbps, price);
        return this;
    }

    /** Two providers hand over to each other in a location: links {@code meet-gb-lon-atlas-nordic} and back. */
    public World meet(String location, String one, String other) {
        node(one, location);
        node(other, location);
        String there = "meet-" + location + "-" + one + "-" + other;
        String back = "meet-" + location + "-" + other + "-" + one;
        String a = one + "-" + location;
        String z = other + "-" + location;
        link(there, back, one, a, z, LinkKind.INTERCONNECT, 10, 100, 5);
        link(back, there, one, z, a, LinkKind.INTERCONNECT, 10, 100, 5);
        return this;
    }

    private void link(
            String id,
            String reverse,
            String provider,
            String from,
            String to,
            LinkKind kind,
            long latencyUs,
            long capacityGbps,
            long price) {
        put(new Link(
                id,
                provider,
                from,
                to,
                reverse,
                kind,
                capacityGbps * GBPS,
                latencyUs,
                price,
                List.of(),
                LinkQuality.FLAWLESS,
                OptionalDouble.empty()));
    }

    /** The provider of the link promises that of it, in this direction. */
    public World promise(String linkId, long jitterUs, double lossRatio, double availabilityRatio) {
        Link link = (Link) elements.get("link/" + linkId);
        put(new Link(
                linkId,
                link.providerId(),
                link.fromNodeId(),
                link.toNodeId(),
                link.reverseLinkId(),
                link.kind(),
                link.capacityBps(),
                link.latencyFloorUs(),
                link.priceMicrosPerGbpsHour(),
                link.riskGroupIds(),
                new LinkQuality(jitterUs, lossRatio),
                OptionalDouble.of(availabilityRatio)));
        return this;
    }

    /** A location that nobody reaches. */
    public World location(String location) {
        String country = location.substring(0, 2).toUpperCase(Locale.ROOT);
        put(new Metro(location, location, country, 0, 0));
        put(new Location(location, location, location, LocationKind.DATA_CENTER, ""));
        return this;
    }

    private void node(String provider, String location) {
        put(new Provider(provider, provider, false, Optional.of("http")));
        location(location);
        put(new Node(provider + "-" + location, provider, location));
    }

    private void put(Element element) {
        elements.put(element.reference().key(), element);
    }

    public List<Element> elements() {
        return List.copyOf(elements.values());
    }

    /** The change that makes all of it known. */
    public Change change() {
        List<VersionedElement> versioned = new ArrayList<>();
        elements.values().forEach(element -> versioned.add(new VersionedElement(1, element)));
        return new Change.TopologyChanged(versioned, List.of());
    }
}
