package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.engine.Metric;
import dev.braid.path.engine.SearchRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers a demand on a network as it is: the exact best path and why it is that one, or what stands in its way. */
public final class PathFinder {
    private PathFinder() {}

    /**
     * The answer. It holds nothing.
     *
     * @param refusedLinkIds links that a provider refused to sell for this demand
     */
    public static Answer answer(Network network, Demand demand, Set<String> refusedLinkIds, Occasion occasion) {
        Optional<Rejection> hopeless = Diagnosis.ofEnds(network, demand);
        if (hopeless.isPresent()) {
            return new Answer.None(hopeless.get());
        }
        DemandSearch search = new DemandSearch(network);
        SearchRequest request = search.request(demand, refusedLinkIds);
        return search.find(request)
                .<Answer>map(arcs -> new Answer.Found(plan(search, request, arcs, demand, occasion)))
                .orElseGet(() -> new Answer.None(new Diagnosis(network, search, demand, request).rejection()));
    }

    private static Plan plan(DemandSearch search, SearchRequest request, int[] arcs, Demand demand, Occasion occasion) {
        List<Hop> hops = search.hops(arcs, demand.bandwidthBps());
        long latencyUs = DemandSearch.latencyUs(hops);
        long price = DemandSearch.priceMicrosPerHour(hops);
        SearchRequest nothingElse = request.withBandwidthBps(0)
                .withAnyLatency()
                .withoutConstraints()
                .withoutRefusals();
        // With nothing in the way the engine's bounds lead straight to the target: these two cost next to nothing.
        int[] ideal = search.find(nothingElse).orElse(arcs);
        int[] fastest = request.metric() == Metric.LATENCY
                ? ideal
                : search.find(nothingElse.withMetric(Metric.LATENCY)).orElse(arcs);
        long fastestUs = search.latencyUs(fastest);
        List<String> full = search.tooFull(ideal, demand.bandwidthBps());
        String summary = occasion.lead() + sentence(demand, hops, latencyUs, price, fastestUs, full);
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
                        summary,
                        fastestUs,
                        occasion.previousLatencyUs(),
                        occasion.blamedLinkIds(),
                        full));
    }

    private static String sentence(
            Demand demand, List<Hop> hops, long latencyUs, long price, long fastestUs, List<String> full) {
        String aim =
                switch (demand.objectives().metric()) {
                    case LATENCY -> "Least latency";
                    case PRICE -> "Least price";
                };
        String bound = demand.objectives().maxLatencyUs().isPresent()
                ? " within "
                        + Figures.milliseconds(
                                demand.objectives().maxLatencyUs().getAsLong())
                : "";
        Set<String> providers = new LinkedHashSet<>();
        hops.forEach(hop -> providers.add(hop.providerId()));
        String why = "";
        if (!full.isEmpty()) {
            why = "; the direct way has too little bandwidth left on " + String.join(", ", full);
        } else if (demand.objectives().metric() == Metric.LATENCY && latencyUs > fastestUs) {
            why = "; with nothing else asked %s would be possible".formatted(Figures.milliseconds(fastestUs));
        }
        return aim + bound + " from " + demand.aLocationId() + " to " + demand.zLocationId() + ": "
                + Figures.milliseconds(latencyUs) + " over " + String.join(" and ", providers) + " in " + hops.size()
                + (hops.size() == 1 ? " hop, " : " hops, ") + Figures.money(price, Tariff.CURRENCY_CODE) + " an hour"
                + why + ".";
    }
}
