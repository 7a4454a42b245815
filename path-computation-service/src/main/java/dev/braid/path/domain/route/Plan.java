package dev.braid.path.domain.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * The answer for one connection: the way its traffic takes, what it costs, and why.
 *
 * @param generation the intent's generation that it answers; 0 when it answers none any more, and is only held
 * @param priceMicrosPerHour of both paths
 * @param occurrence when it serves, where the demand has a window
 */
public record Plan(
        long revision,
        long generation,
        List<Hop> hops,
        long bandwidthBps,
        long expectedLatencyUs,
        long priceMicrosPerHour,
        String currencyCode,
        Explanation why,
        Optional<ProtectionPath> protection,
        Optional<Interval> occurrence) {
    public Plan {
        hops = HopList.of(hops);
    }

    /** What is ordered: the hops of both paths, each link once, cut where the provider or what they share changes. */
    public List<Leg> legs(Leg.Ends ends) {
        return Leg.of(hops, protection.map(ProtectionPath::hops).orElse(List.of()), ends);
    }

    /** The same where nobody asks for the ends. */
    public List<Leg> legs() {
        return legs(Leg.Ends.UNSAID);
    }

    /** The links of the way there, in order. */
    public List<String> linkIds() {
        return hops.stream().map(Hop::linkId).toList();
    }

    /** The hops of both paths. */
    public List<Hop> allHops() {
        if (protection.isEmpty()) {
            return hops;
        }
        List<Hop> all = new ArrayList<>(hops);
        all.addAll(protection.get().hops());
        return all;
    }

    /** Whether both take the same links in the same order, the protection too. */
    public boolean sameWay(Plan other) {
        return way().equals(other.way());
    }

    /** Whether each leg of the other is one of its own, so that nothing new is ordered for that. */
    boolean hasLegsOf(Plan other) {
        List<List<String>> own = legs().stream().map(Leg::linkIds).toList();
        return other.legs().stream().map(Leg::linkIds).allMatch(own::contains);
    }

    /** The links of both paths in order, and how many are the working one's. */
    record Way(int working, List<String> linkIds) {}

    Way way() {
        return new Way(hops.size(), allHops().stream().map(Hop::linkId).toList());
    }

    /** What the plan alone holds on each link, there and back; a link of both paths counts once. */
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new HashMap<>();
        for (Hop hop : allHops()) {
            holdings.put(hop.linkId(), bandwidthBps);
            holdings.put(hop.reverseLinkId(), bandwidthBps);
        }
        return holdings;
    }

    /** Names each link that the plan alone holds something on, there and back, with what is held there; each once. */
    void eachHolding(ObjLongConsumer<String> holding) {
        if (protection.isPresent()) {
            holdings().forEach(holding::accept);
            return;
        }
        for (Hop hop : hops) {
            holding.accept(hop.linkId(), bandwidthBps);
            holding.accept(hop.reverseLinkId(), bandwidthBps);
        }
    }

    /** The same way as another plan of a connection. */
    public Plan numbered(long otherRevision, long otherGeneration) {
        return with(otherRevision, otherGeneration, why, occurrence);
    }

    /** The same way for another reason. */
    public Plan because(Explanation otherReason) {
        return with(revision, generation, otherReason, occurrence);
    }

    /** The same way at another time. */
    public Plan during(Interval time) {
        return at(Optional.of(time));
    }

    /** The same way at another time, or without end. */
    public Plan at(Optional<Interval> otherOccurrence) {
        return with(revision, generation, why, otherOccurrence);
    }

    private Plan with(
            long otherRevision, long otherGeneration, Explanation otherReason, Optional<Interval> otherOccurrence) {
        return new Plan(
                otherRevision,
                otherGeneration,
                hops,
                bandwidthBps,
                expectedLatencyUs,
                priceMicrosPerHour,
                currencyCode,
                otherReason,
                protection,
                otherOccurrence);
    }
}
