package dev.braid.telemetry.domain;

/** A link with its ends, as the topology has it. */
public record NetworkLink(String linkId, String providerId, String fromNodeId, String toNodeId, long latencyFloorUs) {}
