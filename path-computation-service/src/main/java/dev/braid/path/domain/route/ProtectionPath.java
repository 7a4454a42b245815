package dev.braid.path.domain.route;

import java.util.List;

/**
 * The path that stands ready for when the working one fails. Whether it would still carry traffic is not watched.
 *
 * @param proven whether no other two paths that do what is asked weigh less together
 */
public record ProtectionPath(
        List<Hop> hops, long expectedLatencyUs, long priceMicrosPerHour, Overlap overlap, boolean proven) {
    public ProtectionPath {
        hops = HopList.of(hops);
    }

    /** What two paths share, nodes without the ends, in the order of the working path. */
    public record Overlap(
            List<String> linkIds, List<String> nodeIds, List<String> providerIds, List<String> riskGroupIds) {
        public Overlap {
            linkIds = List.copyOf(linkIds);
            nodeIds = List.copyOf(nodeIds);
            providerIds = List.copyOf(providerIds);
            riskGroupIds = List.copyOf(riskGroupIds);
        }
    }
}
