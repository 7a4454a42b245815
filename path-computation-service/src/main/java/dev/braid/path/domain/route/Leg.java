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
                List<Hop> part = hops.subList(start, i);
                legs.add(new Leg(
                        part.getFirst().providerId(),
                        part.stream().map(Hop::linkId).toList(),
                        part.getFirst().fromNodeId(),
                        part.getLast().toNodeId(),
                        part.stream().mapToLong(Hop::priceMicrosPerHour).sum()));
                start = i;
            }
        }
        return legs;
    }
}
