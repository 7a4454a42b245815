package dev.braid.path.domain.route;

/**
 * A volume on its way.
 *
 * @param plan with the rate and the time
 * @param priceMicros of all of it, in millionths of the currency
 */
public record Transfer(Plan plan, long priceMicros) {}
