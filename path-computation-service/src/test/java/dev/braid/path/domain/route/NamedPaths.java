package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.Metro;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.engine.Resource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The plain oracle of diagnoses: every path without a loop between two locations over links in order, by name, and the
 * fields of the demand that each of them breaks. Written from the contract alone.
 */
final class NamedPaths {
    private final Network network;
    private final Demand demand;
    private final Set<String> refusedLinkIds;
    private final List<Candidate> candidates = new ArrayList<>();

    /** A path and what it breaks. */
    record Candidate(List<Link> links, Set<String> broken) {}

    NamedPaths(Network network, Demand demand, Set<String> refusedLinkIds) {
        this.network = network;
        this.demand = demand;
        this.refusedLinkIds = refusedLinkIds;
        for (Node node : network.topology().nodes()) {
            if (node.locationId().equals(demand.aLocationId())) {
                walk(node, new HashSet<>(Set.of(node.nodeId())), new ArrayList<>());
            }
        }
    }

    private void walk(Node node, Set<String> visited, List<Link> path) {
        if (node.locationId().equals(demand.zLocationId())) {
            candidates.add(new Candidate(List.copyOf(path), broken(path)));
        }
        for (Link link : network.topology().links()) {
            if (link.fromNodeId().equals(node.nodeId()) && inOrder(link) && visited.add(link.toNodeId())) {
                path.add(link);
                walk(node(link.toNodeId()), visited, path);
                path.removeLast();
                visited.remove(link.toNodeId());
            }
        }
    }

    private boolean inOrder(Link link) {
        return network.load().usable(arc(link)) && network.load().usable(arc(reverse(link)));
    }

    private int arc(Link link) {
        return network.index().arc(link.linkId()).orElseThrow();
    }

    private Link reverse(Link link) {
        return network.topology().link(link.reverseLinkId()).orElseThrow();
    }

    private Node node(String nodeId) {
        return network.topology().node(nodeId).orElseThrow();
    }

    private Set<String> broken(List<Link> path) {
        Set<String> broken = new LinkedHashSet<>();
        if (path.stream().anyMatch(link -> refusedLinkIds.contains(link.linkId()))) {
            broken.add("refused_link_ids");
        }
        if (path.stream().anyMatch(link -> network.load().residualBps(arc(link)) < demand.bandwidthBps())) {
            broken.add("bandwidth_bps");
        }
        Objectives asked = demand.objectives();
        asked.maxLatencyUs().ifPresent(most -> add(broken, "objectives.max_latency_us", latencyUs(path) > most));
        asked.maxJitterUs()
                .ifPresent(most -> add(broken, "objectives.max_jitter_us", used(path, Resource.JITTER) > most));
        asked.maxHops().ifPresent(most -> add(broken, "objectives.max_hops", path.size() > most));
        asked.maxLossRatio()
                .ifPresent(most ->
                        add(broken, "objectives.max_loss_ratio", used(path, Resource.LOSS) > Resource.mostLoss(most)));
        asked.minAvailabilityRatio()
                .ifPresent(least -> add(
                        broken,
                        "objectives.min_availability_ratio",
                        used(path, Resource.UNAVAILABILITY) > Resource.leastAvailability(least)));
        asked.maxPriceMicrosPerHour()
                .ifPresent(most -> add(
                        broken,
                        "objectives.max_price_micros_per_hour",
                        BigInteger.valueOf(rate(path))
                                        .multiply(BigInteger.valueOf(demand.bandwidthBps()))
                                        .compareTo(BigInteger.valueOf(most).multiply(BigInteger.valueOf(1_000_000_000)))
                                > 0));
        for (PathRule rule : demand.constraints().rules()) {
            add(broken, rule.field(), !path.stream().allMatch(keeps(rule)));
        }
        add(broken, "constraints.waypoints", !leadsThrough(path));
        return broken;
    }

    private static void add(Set<String> broken, String field, boolean breaks) {
        if (breaks) {
            broken.add(field);
        }
    }

    private Predicate<Link> keeps(PathRule rule) {
        Predicate<String> named = rule.ids()::contains;
        return link -> switch (rule.subject()) {
            case ON_NET ->
                network.topology().provider(link.providerId()).orElseThrow().onNet();
            case PROVIDER -> named.test(link.providerId()) == rule.only();
            case COUNTRY ->
                ends(link).map(this::metro).allMatch(metro -> named.test(metro.countryCode()) == rule.only());
            case METRO -> ends(link).map(this::metro).allMatch(metro -> named.test(metro.metroId()) == rule.only());
            case NODE -> ends(link).allMatch(node -> named.test(node.nodeId()) == rule.only());
            case LINK -> (named.test(link.linkId()) || named.test(link.reverseLinkId())) == rule.only();
            case RISK_GROUP ->
                Stream.concat(link.riskGroupIds().stream(), reverse(link).riskGroupIds().stream())
                        .allMatch(id -> named.test(id) == rule.only());
        };
    }

    private Stream<Node> ends(Link link) {
        return Stream.of(node(link.fromNodeId()), node(link.toNodeId()));
    }

    private Metro metro(Node node) {
        Location location = network.topology().location(node.locationId()).orElseThrow();
        return network.topology().metro(location.metroId()).orElseThrow();
    }

    /** Of one waypoint at most. */
    private boolean leadsThrough(List<Link> path) {
        return demand.constraints().waypoints().stream()
                .allMatch(waypoint -> path.stream().flatMap(this::ends).anyMatch(node -> switch (waypoint) {
                    case Waypoint.AtLocation(var id) -> node.locationId().equals(id);
                    case Waypoint.InMetro(var id) -> metro(node).metroId().equals(id);
                    case Waypoint.AtNode(var id) -> node.nodeId().equals(id);
                }));
    }

    /** Those that break nothing but these. */
    List<Candidate> without(Set<String> fields) {
        return candidates.stream()
                .filter(candidate -> fields.containsAll(candidate.broken()))
                .toList();
    }

    boolean possible(Set<String> withoutFields) {
        return !without(withoutFields).isEmpty();
    }

    long latencyUs(List<Link> path) {
        return path.stream()
                .mapToLong(link -> network.load().latencyUs(arc(link)))
                .sum();
    }

    static long rate(List<Link> path) {
        return path.stream().mapToLong(Link::priceMicrosPerGbpsHour).sum();
    }

    long used(List<Link> path, Resource resource) {
        return path.stream()
                .mapToLong(link -> switch (resource) {
                    case LATENCY -> network.load().latencyUs(arc(link));
                    case PRICE -> link.priceMicrosPerGbpsHour();
                    case HOPS -> 1;
                    case JITTER, LOSS, UNAVAILABILITY ->
                        network.load().qualities().used(arc(link), resource);
                })
                .sum();
    }

    long widthBps(List<Link> path) {
        return path.stream()
                .mapToLong(link -> network.load().residualBps(arc(link)))
                .min()
                .orElseThrow();
    }

    /** In the unit of the demand's metric. */
    long metric(List<Link> path) {
        var weighing = demand.objectives().weighing();
        return switch (demand.objectives().metric()) {
            case LATENCY -> latencyUs(path);
            case PRICE -> priceMicrosPerHour(path, demand.bandwidthBps());
            case HOPS -> path.size();
            case WEIGHTED ->
                weighing.perMicrosecond() * latencyUs(path)
                        + weighing.perPriceMicro() * rate(path)
                        + weighing.perHop() * path.size();
        };
    }

    static long priceMicrosPerHour(List<Link> path, long bandwidthBps) {
        return path.stream()
                .mapToLong(link -> Tariff.microsPerHour(link.priceMicrosPerGbpsHour(), bandwidthBps))
                .sum();
    }

    /** The figures of the path with this bandwidth. */
    NearestOffer offer(List<Link> path, long bandwidthBps) {
        return new NearestOffer(
                latencyUs(path), bandwidthBps, priceMicrosPerHour(path, bandwidthBps), path.size(), Optional.empty());
    }

    /** What each part of a demand is called, those that it has. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>(Set.of("bandwidth_bps"));
        Objectives asked = demand.objectives();
        Map.of(
                        "objectives.max_latency_us", asked.maxLatencyUs().isPresent(),
                        "objectives.max_jitter_us", asked.maxJitterUs().isPresent(),
                        "objectives.max_hops", asked.maxHops().isPresent(),
                        "objectives.max_loss_ratio", asked.maxLossRatio().isPresent(),
                        "objectives.min_availability_ratio",
                                asked.minAvailabilityRatio().isPresent(),
                        "objectives.max_price_micros_per_hour",
                                asked.maxPriceMicrosPerHour().isPresent(),
                        "constraints.waypoints",
                                !demand.constraints().waypoints().isEmpty(),
                        "refused_link_ids", !refusedLinkIds.isEmpty())
                .forEach((field, asks) -> add(fields, field, asks));
        demand.constraints().rules().forEach(rule -> fields.add(rule.field()));
        return fields;
    }
}
