package dev.braid.telemetry.domain;

/** Whose connection, and which. */
public record ConnectionKey(String tenantId, String connectionId) {}
