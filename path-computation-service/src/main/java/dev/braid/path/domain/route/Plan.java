package dev.braid.path.domain.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * The answer for one connection: the way its traffic takes, what it costs, and why.
 *
 * @param generation the intent's generation that it answers; 0 when it answers none any more, and is only held
 */
public record Plan(
        long revision,
        long generation,
        List<Hop> hops,
        long bandwidthBps,
        long expectedLatencyUs,
        long priceMicrosPerHour,
        String currencyCode,
        Explanation why) {
    public Plan {
        hops = HopList.of(hops);
    }

    /** The hops, cut where the provider changes: what is ordered. */
    public List<Leg> legs() {
        return Leg.of(hops);
    }

    /** The links of the way there, in order. */
    public List<String> linkIds() {
        return hops.stream().map(Hop::linkId).toList();
    }

    /** What the plan alone holds on each link, there and back. */
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new HashMap<>();
        for (Hop hop : hops) {
            holdings.put(hop.linkId(), bandwidthBps);
            holdings.put(hop.reverseLinkId(), bandwidthBps);
        }
        return holdings;
    }

    /** Names each link that the plan alone holds something on, there and back, with what is held there. */
    void eachHolding(ObjLongConsumer<String> holding) {
        for (Hop hop : hops) {
            holding.accept(hop.linkId(), bandwidthBps);
            holding.accept(hop.reverseLinkId(), bandwidthBps);
        }
    }

    /** The same way as another plan of a connection. */
    public Plan numbered(long otherRevision, long otherGeneration) {
        return new Plan(
                otherRevision,
                otherGeneration,
                hops,
                bandwidthBps,
                expectedLatencyUs,
                priceMicrosPerHour,
                currencyCode,
                why);
    }

    /** The same way for another reason. */
    public Plan because(Explanation otherReason) {
        return new Plan(
                revision,
                generation,
                hops,
                bandwidthBps,
                expectedLatencyUs,
                priceMicrosPerHour,
                currencyCode,
                otherReason);
    }
}
