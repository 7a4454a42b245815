package dev.braid.path.domain.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer for one connection: the way its traffic takes, what it costs, and why.
 *
 * @param generation the intent's generation that it answers; 0 when it answers none any more, and is only held
 */
public record Plan(
        long revision,
        long generation,
        List<Hop> hops,
        List<Leg> legs,
        long bandwidthBps,
        long expectedLatencyUs,
        long priceMicrosPerHour,
        String currencyCode,
        Explanation why) {
    public Plan {
        hops = List.copyOf(hops);
        legs = List.copyOf(legs);
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

    /** The same way as another plan of a connection. */
    public Plan numbered(long otherRevision, long otherGeneration) {
        return new Plan(
                otherRevision,
                otherGeneration,
                hops,
                legs,
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
                legs,
                bandwidthBps,
                expectedLatencyUs,
                priceMicrosPerHour,
                currencyCode,
                otherReason);
    }
}
