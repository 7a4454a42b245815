package dev.braid.telemetry.domain;

/**
 * What a link measured in one second, minute or hour.
 *
 * @param startUs where it starts, by the clock of the link's source
 */
public record LinkSpan(String linkId, long startUs, LinkTotals totals) {}
