package dev.braid.telemetry.domain;

/**
 * What a link measured on one day.
 *
 * @param totals of the whole day
 * @param hourCount in how many of its hours it was measured
 */
public record LinkDay(LinkTotals totals, int hourCount) {}
