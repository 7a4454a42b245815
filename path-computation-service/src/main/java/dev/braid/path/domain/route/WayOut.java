package dev.braid.path.domain.route;

/**
 * What could be had if one field of a demand gave way and all others stayed.
 *
 * @param field in the contract's words
 */
public record WayOut(String field, NearestOffer offer, String message) {}
