package dev.braid.telemetry.domain;

/** How the promises of a connection were kept in the minute or hour that starts then. */
public record ConnectionSpan(ConnectionKey key, long startUs, ConnectionTotals totals) {}
