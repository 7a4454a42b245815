package dev.braid.path.domain.route;

/** What one connection asks of the network, from its A end to its Z end and back. */
public record Demand(
        String aLocationId, String zLocationId, long bandwidthBps, Objectives objectives, Constraints constraints) {
    /** The same with another bandwidth. */
    public Demand withBandwidthBps(long otherBandwidthBps) {
        return new Demand(aLocationId, zLocationId, otherBandwidthBps, objectives, constraints);
    }
}
