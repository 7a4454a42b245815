package dev.braid.simulator.world;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;

/**
 * What carriers promise of a link, as their service descriptions commonly do: jitter a little above what queues make of
 * it, a loss in a hundred thousand packets, and less availability the longer the cable is. A cable in the sea breaks
 * seldom and is down for weeks; one over land breaks often and is mended within hours.
 */
record Promise(long jitterUs, double lossRatio, double availabilityRatio) {
    private static final long LEAST_JITTER_US = 15;
    /** Of the latency floor: one and a half times what the simulated links measure on average. */
    private static final double JITTER_SHARE = 0.003;

    /** Of a link of that kind, latency floor and length. */
    static Promise of(LinkKind kind, long latencyFloorUs, double routeKm) {
        long jitterUs = LEAST_JITTER_US + StrictMath.round(JITTER_SHARE * latencyFloorUs);
        return switch (kind) {
            case LINK_KIND_TERRESTRIAL -> new Promise(jitterUs, 0.00005, available(50 + 0.3 * routeKm));
            case LINK_KIND_SUBMARINE -> new Promise(jitterUs, 0.0001, available(500 + 0.2 * routeKm));
            case LINK_KIND_METRO -> new Promise(jitterUs, 0.00001, available(50));
            case LINK_KIND_INTERCONNECT -> new Promise(jitterUs, 0.00001, available(10));
            case LINK_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("Of a link of kind %s nothing is promised.".formatted(kind));
        };
    }

    /** In millionths, so that the file has short figures. */
    private static double available(double missingMillionths) {
        return (1_000_000 - StrictMath.round(missingMillionths)) / 1_000_000.0;
    }

    Link.Builder put(Link.Builder link) {
        return link.setJitterUs(jitterUs).setLossRatio(lossRatio).setAvailabilityRatio(availabilityRatio);
    }
}
