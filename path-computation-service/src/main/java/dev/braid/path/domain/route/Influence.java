package dev.braid.path.domain.route;

/**
 * What one part of a demand cost the metric.
 *
 * @param field in the contract's words
 */
public record Influence(String field, long metricWithout, long metricWith, String message) {}
