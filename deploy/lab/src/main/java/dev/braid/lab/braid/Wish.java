package dev.braid.lab.braid;

import dev.braid.api.path.v1.Constraints;
import dev.braid.lab.plan.CustomerPort;

/**
 * What a customer of the lab wants of Braid.
 *
 * @param maxLatencyUs one way between the routers of its ports, in microseconds
 * @param constraints where its path may lead
 */
public record Wish(
        String tenantId,
        CustomerPort a,
        CustomerPort z,
        long bandwidthBps,
        long maxLatencyUs,
        Constraints constraints) {
    /** The same over another way. */
    public Wish over(Constraints others) {
        return new Wish(tenantId, a, z, bandwidthBps, maxLatencyUs, others);
    }

    /** The tenant's name of it. */
    public String intentId() {
        return tenantId + "-1";
    }
}
