package dev.braid.lab.braid;

import dev.braid.lab.plan.CustomerPort;
import java.util.List;

/**
 * What a customer of the lab wants of Braid.
 *
 * @param maxLatencyUs one way between the routers of its ports, in microseconds
 * @param withoutLinks links that its path must not use
 */
public record Wish(
        String tenantId,
        CustomerPort a,
        CustomerPort z,
        long bandwidthBps,
        long maxLatencyUs,
        List<String> withoutLinks) {
    public Wish {
        withoutLinks = List.copyOf(withoutLinks);
    }

    /** The tenant's name of it. */
    public String intentId() {
        return tenantId + "-1";
    }
}
