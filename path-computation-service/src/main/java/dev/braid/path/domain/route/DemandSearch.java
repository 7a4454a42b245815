package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.NetworkIndex;
import dev.braid.path.engine.PairResult;
import dev.braid.path.engine.PairSearch;
import dev.braid.path.engine.PathSearch;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.SearchRequest;
import dev.braid.path.engine.SearchResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks the engine in its numbers for what a demand says in names, and reads its answers back. */
final class DemandSearch {
    private static final BigInteger BPS_PER_GBPS = BigInteger.valueOf(1_000_000_000);

    private final Network network;
    private final PathSearch search;
    private boolean gaveUp;

    DemandSearch(Network network) {
        this.network = network;
        this.search = network.search();
    }

    Question question(Demand demand, Set<String> refusedLinkIds) {
        NetworkIndex index = network.index();
        Constraints constraints = demand.constraints();
        return new Question(
                new SearchRequest(
                        index.nodesAt(demand.aLocationId()),
                        index.nodesAt(demand.zLocationId()),
                        demand.objectives().weighing(),
                        demand.bandwidthBps(),
                        bounds(demand),
                        constraints.rules().stream()
                                .map(rule -> rule.rule(index))
                                .toList(),
                        index.arcs(refusedLinkIds),
                        constraints.waypoints().stream()
                                .map(waypoint -> waypoint.nodes(index))
                                .toList()),
                demand.protection());
    }

    private static Map<Resource, Long> bounds(Demand demand) {
        Objectives asked = demand.objectives();
        Map<Resource, Long> bounds = new EnumMap<>(Resource.class);
        asked.maxLatencyUs().ifPresent(most -> bounds.put(Resource.LATENCY, most));
        asked.maxJitterUs().ifPresent(most -> bounds.put(Resource.JITTER, most));
        asked.maxHops().ifPresent(most -> bounds.put(Resource.HOPS, (long) most));
        asked.maxLossRatio().ifPresent(most -> bounds.put(Resource.LOSS, Resource.mostLoss(most)));
        asked.minAvailabilityRatio()
                .ifPresent(least -> bounds.put(Resource.UNAVAILABILITY, Resource.leastAvailability(least)));
        asked.maxPriceMicrosPerHour()
                .ifPresent(most -> bounds.put(Resource.PRICE, mostRate(most, demand.bandwidthBps())));
        return bounds;
    }

    /** The rate that makes the price of the bandwidth, before the price of each link is rounded. */
    private static long mostRate(long priceMicrosPerHour, long bandwidthBps) {
        return BigInteger.valueOf(priceMicrosPerHour)
                .multiply(BPS_PER_GBPS)
                .divide(BigInteger.valueOf(bandwidthBps))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** The best way, or nothing where there is none or none was found; then {@link #gaveUp} tells them apart. */
    Optional<Way> find(Question question) {
        return question.protection()
                .map(protection -> pair(question.request(), protection))
                .orElseGet(() -> single(question.request()));
    }

    private Optional<Way> single(SearchRequest request) {
        return switch (search.find(request)) {
            case SearchResult.Found(int[] path) -> Optional.of(new Way(path, Optional.empty(), true));
            case SearchResult.NotProven(int[] path) -> Optional.of(new Way(path, Optional.empty(), false));
            case SearchResult.None() -> Optional.empty();
            case SearchResult.GaveUp() -> giveUp();
        };
    }

    private Optional<Way> pair(SearchRequest request, Protection protection) {
        return switch (search.pairs().find(request, apart(protection), protection.maximally())) {
            case PairResult.Found(var pair) ->
                Optional.of(new Way(pair.working(), Optional.of(pair.protection()), pair.proven()));
            case PairResult.None() -> Optional.empty();
            case PairResult.GaveUp() -> giveUp();
        };
    }

    private Optional<Way> giveUp() {
        gaveUp = true;
        return Optional.empty();
    }

    /** Whether any search so far ended with neither a path nor a proof of none. */
    boolean gaveUp() {
        return gaveUp;
    }

    boolean possible(Question question) {
        return find(question).isPresent();
    }

    /** Whether there is certainly no way. */
    boolean impossible(Question question) {
        boolean before = gaveUp;
        gaveUp = false;
        boolean proof = !possible(question) && !gaveUp;
        gaveUp |= before;
        return proof;
    }

    private static PairSearch.Apart apart(Protection protection) {
        return switch (protection.disjointness()) {
            case LINK -> PairSearch.Apart.LINKS;
            case NODE -> PairSearch.Apart.NODES;
            case PROVIDER -> PairSearch.Apart.PROVIDERS;
            case RISK_GROUP -> PairSearch.Apart.RISK_GROUPS;
        };
    }

    /** The largest bandwidth that is left for the question, or nothing where nothing is. */
    OptionalLong widestBps(Question question) {
        return question.protection().isEmpty()
                ? search.widestBps(question.request())
                : search.widestBps(bps -> possible(question.with(request -> request.withBandwidthBps(bps))));
    }

    /** How much the way uses of the resource; the more of its two paths. */
    long used(Resource resource, Way way) {
        long working = search.used(resource, way.working());
        return way.protection()
                .map(arcs -> Math.max(working, search.used(resource, arcs)))
                .orElse(working);
    }

    List<Hop> hops(int[] arcs, long bandwidthBps) {
        return HopList.along(network, arcs, bandwidthBps);
    }

    NearestOffer offer(Way way, long bandwidthBps) {
        long price = Leg.priceMicrosPerHour(
                hops(way.working(), bandwidthBps),
                way.protection().map(arcs -> hops(arcs, bandwidthBps)).orElse(List.of()));
        return new NearestOffer(
                used(Resource.LATENCY, way), bandwidthBps, price, (int) used(Resource.HOPS, way), Optional.empty());
    }

    List<String> tooFull(int[] arcs, long bandwidthBps) {
        List<String> full = new ArrayList<>();
        for (int arc : arcs) {
            if (network.load().residualBps(arc) < bandwidthBps) {
                full.add(network.index().link(arc).linkId());
            }
        }
        return full;
    }

    static long latencyUs(List<Hop> hops) {
        long sum = 0;
        for (Hop hop : hops) {
            sum += hop.latencyUs();
        }
        return sum;
    }

    static long priceMicrosPerHour(List<Hop> hops) {
        long sum = 0;
        for (Hop hop : hops) {
            sum += hop.priceMicrosPerHour();
        }
        return sum;
    }
}
