package dev.braid.path.domain.route;

/** The closest thing that is possible. */
public record NearestOffer(long latencyUs, long bandwidthBps, long priceMicrosPerHour) {}
