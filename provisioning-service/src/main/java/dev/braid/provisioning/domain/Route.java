package dev.braid.provisioning.domain;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a leg is inside its connection: one provider's links, in order from A to Z, and where it is handed over. Two plans
 * that name it share the leg; one that hands over elsewhere does not, as an order keeps its hand-offs.
 */
public record Route(String providerId, List<String> linkIds, Handoff aEnd, Handoff zEnd) {
    public Route {
        if (providerId.isEmpty()) {
            throw new IllegalArgumentException("A leg names no provider.");
        }
        if (linkIds.isEmpty()) {
            throw new IllegalArgumentException("The leg of provider %s has no links.".formatted(providerId));
        }
        linkIds = List.copyOf(linkIds);
        // Stored before there were any.
        aEnd = aEnd == null ? Handoff.UNSAID : aEnd;
        zEnd = zEnd == null ? Handoff.UNSAID : zEnd;
    }

    /** One that nobody said the hand-offs of. */
    public Route(String providerId, List<String> linkIds) {
        this(providerId, linkIds, Handoff.UNSAID, Handoff.UNSAID);
    }

    /** Both, from A to Z. */
    Stream<Handoff> ends() {
        return Stream.of(aEnd, zEnd);
    }

    boolean samePlaces(Route other) {
        return providerId.equals(other.providerId)
                && linkIds.equals(other.linkIds)
                && aEnd.samePlace(other.aEnd)
                && zEnd.samePlace(other.zEnd);
    }

    /** The same under these numbers, by interconnect. */
    Route numbered(Map<String, Integer> numbers) {
        return new Route(providerId, linkIds, numbered(aEnd, numbers), numbered(zEnd, numbers));
    }

    private static Handoff numbered(Handoff end, Map<String, Integer> numbers) {
        Integer number = end.toBeDrawn() ? numbers.get(end.interconnectId()) : null;
        return number == null ? end : new Handoff(end.interconnectId(), number);
    }
}
