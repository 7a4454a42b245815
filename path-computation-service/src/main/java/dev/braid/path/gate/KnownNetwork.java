package dev.braid.path.gate;

import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkKind;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.LocationKind;
import dev.braid.path.domain.network.Metro;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Provider;
import dev.braid.path.domain.network.Span;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A small network that is the same everywhere: from place a to place z through m, n or o, each way of one provider of its
 * own, and a link between m and n. Its names are nobody else's.
 */
final class KnownNetwork {
    static final long CAPACITY_BPS = 10_000_000_000L;
    static final long LATENCY_US = 2_000;
    static final Topology TOPOLOGY = build();

    private KnownNetwork() {}

    private static Topology build() {
        List<Element> elements = new ArrayList<>();
        for (String place : List.of("a", "m", "n", "o", "z")) {
            elements.add(new Metro(id(place), place, "ZZ", 0, 0));
            elements.add(new Location(id(place), place, id(place), LocationKind.DATA_CENTER, ""));
            elements.add(new Node(id(place), id("m"), id(place)));
        }
        for (String provider : List.of("m", "n", "o")) {
            elements.add(new Provider(id(provider), provider, true, java.util.Optional.empty()));
            join(elements, provider, "a", provider);
            join(elements, provider, provider, "z");
        }
        join(elements, "m", "m", "n");
        List<VersionedElement> first =
                elements.stream().map(it -> new VersionedElement(1, it)).toList();
        return Topology.EMPTY.with(first, List.of());
    }

    private static void join(List<Element> elements, String provider, String from, String to) {
        elements.add(link(provider, from, to));
        elements.add(link(provider, to, from));
    }

    private static Link link(String provider, String from, String to) {
        return new Link(
                linkId(from, to),
                id(provider),
                id(from),
                id(to),
                linkId(to, from),
                LinkKind.TERRESTRIAL,
                CAPACITY_BPS,
                LATENCY_US,
                1_000_000,
                List.of(id("duct-" + provider)),
                LinkQuality.FLAWLESS,
                OptionalDouble.of(0.999));
    }

    static String id(String word) {
        return "known:" + word;
    }

    static String linkId(String from, String to) {
        return id(from + "-" + to);
    }

    /** The hops over these links, each named by its places: {@code an} from a to n. */
    static List<Hop> hops(String... links) {
        List<Hop> hops = new ArrayList<>();
        for (String each : links) {
            String from = each.substring(0, 1);
            String to = each.substring(1);
            String provider =
                    TOPOLOGY.link(linkId(from, to)).map(Link::providerId).orElse(id("nobody"));
            hops.add(new Hop(
                    Span.of(linkId(from, to), linkId(to, from), provider, id(from), id(to)), LATENCY_US, 1_000_000));
        }
        return hops;
    }
}
