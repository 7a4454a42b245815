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
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.domain.route.Protection;
import dev.braid.path.domain.route.Waypoint;
import dev.braid.path.engine.Weighing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** A small network of three providers in three countries, with parallel links and common risks, and demands on it. */
public final class RandomWorld {
    private static final List<String> COUNTRIES = List.of("DE", "FR", "GB");
    private static final List<String> PROVIDERS = List.of("atlas", "nordic", "own");

    private final Random random;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private final int locationCount;

    public RandomWorld(Random random) {
        this.random = random;
        this.locationCount = 4 + random.nextInt(2);
        PROVIDERS.forEach(id -> elements.add(new Provider(id, id, id.equals("own"), Optional.empty())));
        for (int risk = 0; risk < 4; risk++) {
            elements.add(new RiskGroup("risk-" + risk, "risk-" + risk));
        }
        for (int place = 0; place < locationCount; place++) {
            String metro = "metro-" + place / 2;
            elements.add(new Metro(metro, metro, COUNTRIES.get(place / 2), 0, 0));
            elements.add(new Location("place-" + place, "", metro, LocationKind.DATA_CENTER, ""));
            for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
                nodes.add(new Node("node-" + nodes.size(), provider(), "place-" + place));
            }
        }
        for (int to = 1; to < nodes.size(); to++) {
            link(random.nextInt(to), to);
        }
        for (int more = 2 + random.nextInt(5); more > 0; more--) {
            int from = random.nextInt(nodes.size());
            int to = random.nextInt(nodes.size());
            if (from != to) {
                link(from, to);
            }
        }
        nodes.forEach(elements::add);
        links.forEach(elements::add);
    }

    private String provider() {
        return PROVIDERS.get(random.nextInt(PROVIDERS.size()));
    }

    private void link(int from, int to) {
        String id = "link-" + links.size();
        links.addAll(pair(id, nodes.get(from).nodeId(), nodes.get(to).nodeId()));
    }

    private List<Link> pair(String id, String from, String to) {
        String provider = provider();
        List<String> risks = random.nextInt(3) == 0 ? List.of("risk-" + random.nextInt(4)) : List.of();
        long capacityBps = (1 + random.nextInt(9)) * World.GBPS;
        long latencyUs = 1 + random.nextInt(9);
        long price = random.nextInt(20);
        return List.of(
                new Link(
                        id,
                        provider,
                        from,
                        to,
                        id + "-back",
                        LinkKind.TERRESTRIAL,
                        capacityBps,
                        latencyUs,
                        price,
                        risks,
                        LinkQuality.FLAWLESS,
                        OptionalDouble.empty()),
                new Link(
                        id + "-back",
                        provider,
                        to,
                        from,
                        id,
                        LinkKind.TERRESTRIAL,
                        capacityBps,
                        1 + random.nextInt(9),
                        random.nextInt(20),
                        List.of(),
                        LinkQuality.FLAWLESS,
                        OptionalDouble.empty()));
    }

    /** A pair of links that is not there yet. */
    public List<Link> another(String id) {
        int from = random.nextInt(nodes.size());
        int to = (from + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
        return pair(id, nodes.get(from).nodeId(), nodes.get(to).nodeId());
    }

    public List<Link> links() {
        return links;
    }

    /** The change that makes all of it known. */
    public Change change() {
        return new Change.TopologyChanged(
                elements.stream()
                        .map(element -> new VersionedElement(1, element))
                        .toList(),
                List.of());
    }

    /** Between two places, with bounds and rules of any kind, or with none. */
    public Demand demand() {
        int from = random.nextInt(locationCount);
        int to = (from + 1 + random.nextInt(locationCount - 1)) % locationCount;
        return new Demand(
                "place-" + from,
                "place-" + to,
                (1 + random.nextInt(3)) * World.GBPS,
                objectives(),
                new Constraints(rules(), waypoints()),
                Optional.empty(),
                Optional.empty(),
                priority());
    }

    private Priority priority() {
        int hold = random.nextInt(3);
        return new Priority(hold + random.nextInt(2), hold, false);
    }

    private Objectives objectives() {
        return new Objectives(
                List.of(Weighing.LATENCY, Weighing.PRICE, Weighing.HOPS, Weighing.mix(2, 3, 1))
                        .get(random.nextInt(4)),
                seldom() ? OptionalLong.of(1 + random.nextInt(15)) : OptionalLong.empty(),
                seldom() ? OptionalLong.of(random.nextInt(10)) : OptionalLong.empty(),
                seldom() ? OptionalDouble.of(random.nextInt(10) / 100.0) : OptionalDouble.empty(),
                seldom() ? OptionalLong.of(random.nextInt(60)) : OptionalLong.empty(),
                seldom() ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty(),
                seldom() ? OptionalDouble.of(0.9 + random.nextInt(10) / 100.0) : OptionalDouble.empty(),
                OptionalLong.empty());
    }

    private boolean seldom() {
        return random.nextInt(4) == 0;
    }

    private List<PathRule> rules() {
        List<PathRule> rules = new ArrayList<>();
        for (PathRule.Subject subject : PathRule.Subject.values()) {
            if (random.nextInt(8) == 0) {
                rules.add(rule(subject));
            }
        }
        return rules;
    }

    private PathRule rule(PathRule.Subject subject) {
        List<String> ids =
                switch (subject) {
                    case PROVIDER -> List.of(provider());
                    case COUNTRY -> List.of(COUNTRIES.get(random.nextInt(3)));
                    case METRO -> List.of("metro-" + random.nextInt(3));
                    case NODE -> List.of(nodes.get(random.nextInt(nodes.size())).nodeId());
                    case LINK -> List.of(links.get(random.nextInt(links.size())).linkId());
                    case RISK_GROUP -> List.of("risk-" + random.nextInt(4));
                    case ON_NET -> List.of();
                };
        boolean only = subject == PathRule.Subject.PROVIDER || subject == PathRule.Subject.COUNTRY;
        return subject == PathRule.Subject.ON_NET
                ? PathRule.ON_NET_ONLY
                : only && random.nextBoolean() ? PathRule.only(subject, ids) : PathRule.none(subject, ids);
    }

    private List<Waypoint> waypoints() {
        if (random.nextInt(6) > 0) {
            return List.of();
        }
        return List.of(
                random.nextBoolean()
                        ? new Waypoint.AtLocation("place-" + random.nextInt(locationCount))
                        : new Waypoint.AtNode(
                                nodes.get(random.nextInt(nodes.size())).nodeId()));
    }

    /** A second path of some kind. */
    public Protection protection() {
        Protection.Disjointness[] all = Protection.Disjointness.values();
        return new Protection(all[random.nextInt(all.length)], random.nextBoolean());
    }
}
