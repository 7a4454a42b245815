package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Tariff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a plan of the arcs that a search found. */
final class PlanDraft {
    private final Network network;
    private final Demand demand;
    private final Way way;
    private final List<Hop> hops;
    private final Optional<List<Hop>> ready;

    PlanDraft(Network network, DemandSearch search, Demand demand, Way way) {
        this.network = network;
        this.demand = demand;
        this.way = way;
        this.hops = search.hops(way.working(), demand.bandwidthBps());
        this.ready = way.protection().map(arcs -> search.hops(arcs, demand.bandwidthBps()));
    }

    /**
     * The plan, with no revision and no generation yet.
     *
     * @param fastestUs latency of the fastest path with nothing else asked
     * @param full links that had too little left and lay on the best path with nothing else asked
     */
    Plan plan(Occasion occasion, long fastestUs, List<String> full) {
        long latencyUs = DemandSearch.latencyUs(hops);
        long price = Leg.priceMicrosPerHour(hops, ready.orElse(List.of()));
        return new Plan(
                0,
                0,
                hops,
                demand.bandwidthBps(),
                latencyUs,
                price,
                Tariff.CURRENCY_CODE,
                new Explanation(
                        occasion.cause(),
                        demand.objectives().metric(),
                        occasion.lead() + sentence(latencyUs, price, fastestUs, full),
                        fastestUs,
                        occasion.previousLatencyUs(),
                        occasion.blamedLinkIds(),
                        full,
                        List.of()),
                ready.map(this::protection),
                Optional.empty());
    }

    private ProtectionPath protection(List<Hop> second) {
        return new ProtectionPath(
                second,
                DemandSearch.latencyUs(second),
                DemandSearch.priceMicrosPerHour(second),
                new ProtectionPath.Overlap(
                        hops.stream()
                                .filter(hop -> second.stream().anyMatch(other -> samePair(hop, other)))
                                .map(Hop::linkId)
                                .toList(),
                        shared(inner(hops), inner(second)),
                        shared(
                                hops.stream().map(Hop::providerId).toList(),
                                second.stream().map(Hop::providerId).toList()),
                        shared(risks(hops), risks(second))),
                way.proven());
    }

    private static boolean samePair(Hop one, Hop other) {
        return one.linkId().equals(other.linkId()) || one.linkId().equals(other.reverseLinkId());
    }

    private static List<String> inner(List<Hop> path) {
        return path.stream().skip(1).map(Hop::fromNodeId).toList();
    }

    private List<String> risks(List<Hop> path) {
        return path.stream()
                .flatMap(hop -> Stream.of(hop.linkId(), hop.reverseLinkId()))
                .flatMap(linkId -> network.topology().link(linkId).stream())
                .map(Link::riskGroupIds)
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> shared(List<String> some, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return some.stream().filter(known::contains).distinct().toList();
    }

    private List<String> providers() {
        List<String> providers = new ArrayList<>();
        for (Hop hop : hops) {
            if (!providers.contains(hop.providerId())) {
                providers.add(hop.providerId());
            }
        }
        return providers;
    }

    private String sentence(long latencyUs, long price, long fastestUs, List<String> full) {
        String aim =
                switch (demand.objectives().metric()) {
                    case LATENCY -> "Least latency";
                    case PRICE -> "Least price";
                    case HOPS -> "Fewest links";
                    case WEIGHTED -> "Least weight";
                };
        StringBuilder text = new StringBuilder(aim);
        demand.objectives()
                .maxLatencyUs()
                .ifPresent(most -> text.append(" within ").append(Figures.milliseconds(most)));
        text.append(" from ").append(demand.aLocationId());
        text.append(" to ").append(demand.zLocationId());
        text.append(": ").append(Figures.milliseconds(latencyUs));
        text.append(" over ").append(String.join(" and ", providers()));
        text.append(" in ").append(hops.size()).append(hops.size() == 1 ? " hop, " : " hops, ");
        text.append(Figures.money(price, Tariff.CURRENCY_CODE)).append(" an hour");
        if (!full.isEmpty()) {
            text.append("; the direct way has too little bandwidth left on ").append(String.join(", ", full));
        } else if (demand.objectives().metric() == Metric.LATENCY && latencyUs > fastestUs) {
            text.append("; with nothing else asked ")
                    .append(Figures.milliseconds(fastestUs))
                    .append(" would be possible");
        }
        ready.ifPresent(second -> text.append("; protected by ")
                .append(second.size() == 1 ? "1 hop" : second.size() + " hops")
                .append(" of ")
                .append(Figures.milliseconds(DemandSearch.latencyUs(second))));
        return text.append('.').toString();
    }
}
