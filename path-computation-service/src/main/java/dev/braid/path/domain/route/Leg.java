package dev.braid.path.domain.route;

import java.util.ArrayList;
import java.util.List;

/** The part of a path inside one provider: what is ordered from it as one thing. */
public record Leg(String providerId, List<String> linkIds, String aNodeId, String zNodeId, long priceMicrosPerHour) {
    public Leg {
        linkIds = List.copyOf(linkIds);
    }

    /** The hops, cut where the provider changes. */
    public static List<Leg> of(List<Hop> hops) {
        List<Leg> legs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= hops.size(); i++) {
            if (i == hops.size()
                    || !hops.get(i).providerId().equals(hops.get(start).providerId())) {
                legs.add(of(hops, start, i));
                start = i;
            }
        }
        return legs;
    }

    private static Leg of(List<Hop> hops, int start, int end) {
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
                price);
    }
}
