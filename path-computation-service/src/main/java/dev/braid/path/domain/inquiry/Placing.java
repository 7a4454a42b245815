package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a connection is, and what that comes to by what a network measures and asks now.
 *
 * @param protectionLinkIds empty where there is no second path
 * @param latencyUs of the working path
 * @param priceMicrosPerHour of both paths
 */
public record Placing(List<String> linkIds, List<String> protectionLinkIds, long latencyUs, long priceMicrosPerHour) {
    public Placing {
        linkIds = List.copyOf(linkIds);
        protectionLinkIds = List.copyOf(protectionLinkIds);
    }

    /** Where the plan puts it. */
    static Placing of(Plan plan, Network network) {
        return of(plan.hops(), plan.protection().map(path -> path.hops()).orElse(List.of()), plan, network);
    }

    /** On some of the hops of the plan. */
    static Placing of(List<Hop> working, List<Hop> protection, Plan plan, Network network) {
        return new Placing(
                linkIds(working),
                linkIds(protection),
                latencyUs(working, network),
                priceMicrosPerHour(working, protection, plan.bandwidthBps(), network));
    }

    /** One path over these arcs. */
    static Placing of(int[] arcs, long bandwidthBps, Network network) {
        List<String> linkIds = new ArrayList<>(arcs.length);
        long latencyUs = 0;
        long price = 0;
        for (int arc : arcs) {
            Link link = network.index().link(arc);
            linkIds.add(link.linkId());
            latencyUs += network.load().latencyUs(arc);
            price += Tariff.microsPerHour(link.priceMicrosPerGbpsHour(), bandwidthBps);
        }
        return new Placing(linkIds, List.of(), latencyUs, price);
    }

    private static List<String> linkIds(List<Hop> hops) {
        return hops.stream().map(Hop::linkId).toList();
    }

    private static long latencyUs(List<Hop> hops, Network network) {
        long latencyUs = 0;
        for (Hop hop : hops) {
            OptionalInt arc = network.index().arc(hop.linkId());
            latencyUs += arc.isPresent() ? network.load().latencyUs(arc.getAsInt()) : hop.latencyUs();
        }
        return latencyUs;
    }

    /** Of both paths of the plan. */
    static long priceMicrosPerHour(Plan plan, Network network) {
        return priceMicrosPerHour(
                plan.hops(),
                plan.protection().map(path -> path.hops()).orElse(List.of()),
                plan.bandwidthBps(),
                network);
    }

    /** A link of both paths is bought once, also where they take it in opposite directions. */
    private static long priceMicrosPerHour(
            List<Hop> working, List<Hop> protection, long bandwidthBps, Network network) {
        long price = 0;
        for (Hop hop : working) {
            price += priceMicrosPerHour(hop, bandwidthBps, network);
        }
        if (!protection.isEmpty()) {
            Set<String> bought = new HashSet<>();
            working.forEach(hop -> bought.addAll(List.of(hop.linkId(), hop.reverseLinkId())));
            for (Hop hop : protection) {
                price += bought.add(hop.linkId()) ? priceMicrosPerHour(hop, bandwidthBps, network) : 0;
            }
        }
        return price;
    }

    private static long priceMicrosPerHour(Hop hop, long bandwidthBps, Network network) {
        OptionalInt arc = network.index().arc(hop.linkId());
        if (arc.isEmpty()) {
            return hop.priceMicrosPerHour();
        }
        Link link = network.index().link(arc.getAsInt());
        return Tariff.microsPerHour(link.priceMicrosPerGbpsHour(), bandwidthBps);
    }
}
