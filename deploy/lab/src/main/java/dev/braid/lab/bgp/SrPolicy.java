package dev.braid.lab.bgp;

import java.util.List;

/**
 * A candidate path (RFC 9256) for one direction of an order: what comes in at this router's entrance goes over these
 * segments, unless another policy for the same entrance has a higher preference. Without segments it is not valid, and
 * what it led before must not go its way any more.
 */
record SrPolicy(Id id, String headEnd, Entrance entrance, long preference, int attempt, List<String> segments) {
    private static final long MAX_PREFERENCE = 0xffff_ffffL;

    /** What BGP tells policies apart by (RFC 9830, section 2.1): the order's number, its direction, its last router. */
    record Id(int colour, int distinguisher, String endpoint) {}

    SrPolicy {
        segments = List.copyOf(segments);
        if (preference < 0 || preference > MAX_PREFERENCE) {
            throw new IllegalArgumentException(
                    "The preference (%d) is not from 0 to %d.".formatted(preference, MAX_PREFERENCE));
        }
    }

    boolean valid() {
        return !segments.isEmpty();
    }

    /** The same, told once more to who has not done it. */
    SrPolicy attempt(int number) {
        return new SrPolicy(id, headEnd, entrance, preference, number, segments);
    }

    SrPolicy invalid() {
        return new SrPolicy(id, headEnd, entrance, preference, attempt, List.of());
    }

    /** Whether a router would make the same of it. */
    boolean says(SrPolicy other) {
        return attempt(0).equals(other.attempt(0));
    }
}
