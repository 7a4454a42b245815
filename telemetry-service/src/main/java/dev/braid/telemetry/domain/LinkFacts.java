package dev.braid.telemetry.domain;

/** What the topology says of a link, as far as measurements are judged by it. */
public record LinkFacts(String linkId, String providerId, long latencyFloorUs) {}
