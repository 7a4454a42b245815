package dev.braid.path.domain.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a path inside one provider: what is ordered from it as one thing.
 *
 * @param aEnd where it is handed over to the leg before, or to the customer
 * @param zEnd where it is handed over to the leg after, or to the customer
 */
public record Leg(
        String providerId,
        List<String> linkIds,
        String aNodeId,
        String zNodeId,
        End aEnd,
        End zEnd,
        long priceMicrosPerHour) {
    public Leg {
        linkIds = List.copyOf(linkIds);
    }

    /** Where a leg is handed over; between two legs both say the same. */
    public record End(String interconnectId, boolean atCustomer) {}

    /** Where a path is handed over to the customer. */
    public record Ends(String a, String z) {
        /** Nobody asks. */
        static final Ends UNSAID = new Ends("", "");
    }

    /** The hops, cut where the provider changes. */
    static List<Leg> of(List<Hop> hops, Ends ends) {
        return cut(hops, Set.of(), ends);
    }

    /**
     * The hops of two paths, cut where the provider changes and where they begin or cease to run together; what both
     * take, in either direction, is there once, as the first one takes it.
     */
    public static List<Leg> of(List<Hop> first, List<Hop> second, Ends ends) {
        if (second.isEmpty()) {
            return of(first, ends);
        }
        Set<String> shared = bothWays(first);
        shared.retainAll(bothWays(second));
        List<Leg> legs = new ArrayList<>(cut(first, shared, ends));
        for (Leg leg : cut(second, shared, ends)) {
            if (!shared.contains(leg.linkIds().getFirst())) {
                legs.add(leg);
            }
        }
        return List.copyOf(legs);
    }

    /** What the hops of two paths cost per hour; what both take, in either direction, costs once, as in the legs. */
    static long priceMicrosPerHour(List<Hop> first, List<Hop> second) {
        long price = DemandSearch.priceMicrosPerHour(first);
        if (second.isEmpty()) {
            return price;
        }
        Set<String> paid = bothWays(first);
        for (Hop hop : second) {
            price += paid.contains(hop.linkId()) ? 0 : hop.priceMicrosPerHour();
        }
        return price;
    }

    private static Set<String> bothWays(List<Hop> hops) {
        Set<String> linkIds = new HashSet<>();
        for (Hop hop : hops) {
            linkIds.add(hop.linkId());
            linkIds.add(hop.reverseLinkId());
        }
        return linkIds;
    }

    private static List<Leg> cut(List<Hop> hops, Set<String> shared, Ends ends) {
        List<Leg> legs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= hops.size(); i++) {
            if (i == hops.size() || isCut(hops.get(i - 1), hops.get(i), shared)) {
                legs.add(of(hops, start, i, ends));
                start = i;
            }
        }
        return legs;
    }

    private static boolean isCut(Hop before, Hop after, Set<String> shared) {
        return !before.providerId().equals(after.providerId())
                || shared.contains(before.linkId()) != shared.contains(after.linkId());
    }

    private static Leg of(List<Hop> hops, int start, int end, Ends ends) {
        List<String> linkIds = new ArrayList<>(end - start);
        long price = 0;
        for (int i = start; i < end; i++) {
            linkIds.add(hops.get(i).linkId());
            price += hops.get(i).priceMicrosPerHour();
        }
        return new Leg(
                hops.get(start).providerId(),
                linkIds,
                hops.get(start).fromNodeId(),
                hops.get(end - 1).toNodeId(),
                start == 0 ? new End(ends.a(), true) : between(hops.get(start - 1), hops.get(start)),
                end == hops.size() ? new End(ends.z(), true) : between(hops.get(end - 1), hops.get(end)),
                price);
    }

    /** What joins two legs, by one name for both of them and for both directions. */
    private static End between(Hop before, Hop after) {
        Hop joint = !before.span().interconnect() && after.span().interconnect() ? after : before;
        boolean lesser = joint.linkId().compareTo(joint.reverseLinkId()) < 0;
        return new End(lesser ? joint.linkId() : joint.reverseLinkId(), false);
    }
}
