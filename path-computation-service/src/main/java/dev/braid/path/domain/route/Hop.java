package dev.braid.path.domain.route;

/** One link of a path in the direction A to Z, with its figures when the plan was made. */
public record Hop(
        String linkId,
        String reverseLinkId,
        String providerId,
        String fromNodeId,
        String toNodeId,
        long latencyUs,
        long priceMicrosPerHour) {}
