package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.NetworkIndex;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.engine.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the engine in its numbers for what a demand says in names, and reads its answers back. */
final class DemandSearch {
    private final Network network;

    DemandSearch(Network network) {
        this.network = network;
    }

    SearchRequest request(Demand demand, Set<String> refusedLinkIds) {
        NetworkIndex index = network.index();
        return new SearchRequest(
                index.nodesAt(demand.aLocationId()),
                index.nodesAt(demand.zLocationId()),
                demand.objectives().metric(),
                demand.bandwidthBps(),
                demand.objectives().maxLatencyUs().orElse(SearchRequest.ANY_LATENCY),
                index.providers(demand.constraints().excludedProviderIds()),
                index.countries(demand.constraints().allowedCountryCodes()),
                index.arcs(refusedLinkIds));
    }

    Optional<int[]> find(SearchRequest request) {
        return network.search().find(request);
    }

    List<Hop> hops(int[] arcs, long bandwidthBps) {
        List<Hop> hops = new ArrayList<>(arcs.length);
        for (int arc : arcs) {
            Link link = network.index().link(arc);
            hops.add(new Hop(
                    link.linkId(),
                    link.reverseLinkId(),
                    link.providerId(),
                    link.fromNodeId(),
                    link.toNodeId(),
                    network.load().latencyUs(arc),
                    Tariff.microsPerHour(link.priceMicrosPerGbpsHour(), bandwidthBps)));
        }
        return hops;
    }

    long latencyUs(int[] arcs) {
        long sum = 0;
        for (int arc : arcs) {
            sum += network.load().latencyUs(arc);
        }
        return sum;
    }

    NearestOffer offer(int[] arcs, long bandwidthBps) {
        List<Hop> hops = hops(arcs, bandwidthBps);
        return new NearestOffer(latencyUs(hops), bandwidthBps, priceMicrosPerHour(hops));
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
