package dev.braid.simulation;

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
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.VersionedElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A connected network of three carriers: a ring through all nodes, with chords; every link both ways. */
final class World {
    static final List<String> CARRIERS = List.of("atlas", "nordic", "meridian");
    static final long GBPS = 1_000_000_000L;

    private static final int LEAST_NODES = 12;
    private static final int MOST_NODES = 20;
    static final int RISK_GROUPS = 6;
    private static final long SIDE_US = 6_000;

    private final RandomGenerator random;
    private final List<Element> elements = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final int nodeCount;
    private final long[] xUs;
    private final long[] yUs;

    World(RandomGenerator random) {
        this.random = random;
        nodeCount = random.nextInt(LEAST_NODES, MOST_NODES + 1);
        xUs = random.longs(nodeCount, 0, SIDE_US).toArray();
        yUs = random.longs(nodeCount, 0, SIDE_US).toArray();
        CARRIERS.forEach(id -> elements.add(new Provider(id, id, false, Optional.empty())));
        for (int risk = 0; risk < RISK_GROUPS; risk++) {
            elements.add(new RiskGroup("risk-" + risk, "risk-" + risk));
        }
        for (int node = 0; node < nodeCount; node++) {
            elements.add(new Metro("metro-" + node, "", "DE", 0, 0));
            elements.add(new Location(place(node), "", "metro-" + node, LocationKind.DATA_CENTER, ""));
            elements.add(new Node("node-" + node, CARRIERS.get(node % CARRIERS.size()), place(node)));
        }
        Set<List<Integer>> joined = new LinkedHashSet<>();
        for (int node = 0; node < nodeCount; node++) {
            join(joined, node, (node + 1) % nodeCount);
        }
        for (int chords = nodeCount / 2 + random.nextInt(nodeCount / 2); chords > 0; chords--) {
            int from = random.nextInt(nodeCount);
            join(joined, from, (from + 2 + random.nextInt(nodeCount - 3)) % nodeCount);
        }
        elements.addAll(links);
    }

    private void join(Set<List<Integer>> joined, int from, int to) {
        if (joined.add(List.of(Math.min(from, to), Math.max(from, to)))) {
            String id = "link-" + links.size() / 2;
            String carrier = CARRIERS.get((random.nextBoolean() ? from : to) % CARRIERS.size());
            long latencyUs = 200 + (long) Math.hypot((double) (xUs[from] - xUs[to]), (double) (yUs[from] - yUs[to]));
            long capacityBps = random.nextInt(5, 40) * GBPS;
            List<String> risks = random.nextInt(3) == 0 ? List.of("risk-" + random.nextInt(RISK_GROUPS)) : List.of();
            long price = random.nextInt(1, 20);
            links.add(link(id, id + "-back", carrier, from, to, capacityBps, latencyUs, price, risks));
            links.add(link(id + "-back", id, carrier, to, from, capacityBps, latencyUs, price, risks));
        }
    }

    private static Link link(
            String id,
            String reverse,
            String carrier,
            int from,
            int to,
            long capacityBps,
            long latencyUs,
            long price,
            List<String> risks) {
        return new Link(
                id,
                carrier,
                "node-" + from,
                "node-" + to,
                reverse,
                LinkKind.TERRESTRIAL,
                capacityBps,
                latencyUs,
                price,
                risks,
                LinkQuality.FLAWLESS,
                OptionalDouble.empty());
    }

    static String place(int node) {
        return "place-" + node;
    }

    int nodeCount() {
        return nodeCount;
    }

    /** Both directions of a link stand side by side. */
    List<Link> links() {
        return links;
    }

    /** The change that makes all of it known. */
    Change change() {
        return new Change.TopologyChanged(
                elements.stream()
                        .map(element -> new VersionedElement(1, element))
                        .toList(),
                List.of());
    }
}
