package dev.braid.local.check;

import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.topology.v1.LinkState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is held on every link, worked out from the plans in force alone. */
final class ReservationBook {
    private ReservationBook() {}

    /** Compares what path computation says is held with the sum over the plans, and both with the capacity. */
    static List<Violation> check(List<PathRecord> paths, List<LinkState> links) {
        Map<String, Long> expected = new HashMap<>();
        for (PathRecord path : paths) {
            held(path).forEach((linkId, bandwidthBps) -> expected.merge(linkId, bandwidthBps, Long::sum));
        }
        List<Violation> violations = new ArrayList<>();
        for (LinkState link : links) {
            long want = Optional.ofNullable(expected.remove(link.getLinkId())).orElse(0L);
            if (link.getReservedBps() != want) {
                violations.add(new Violation(
                        "reservations equal the plans in force",
                        "%s holds %d bit/s, its plans add up to %d"
                                .formatted(link.getLinkId(), link.getReservedBps(), want)));
            }
            if (link.getReservedBps() > link.getCapacityBps()) {
                violations.add(new Violation(
                        "reservations fit the capacity",
                        "%s holds %d bit/s of %d"
                                .formatted(link.getLinkId(), link.getReservedBps(), link.getCapacityBps())));
            }
        }
        expected.forEach((linkId, bandwidthBps) -> violations.add(new Violation(
                "reservations equal the plans in force",
                "plans hold %d bit/s on %s, which is no link".formatted(bandwidthBps, linkId))));
        return violations;
    }

    /**
     * Per link, the largest of the plan and the older plans, with the hops of their protection: a link that they share
     * is counted once. What is booked for later is not held.
     */
    private static Map<String, Long> held(PathRecord path) {
        Stream<PathPlan> plans = Stream.concat(
                path.hasPlan() ? Stream.of(path.getPlan()) : Stream.empty(), path.getHeldPlansList().stream());
        Map<String, Long> held = new HashMap<>();
        plans.forEach(plan -> {
            Stream<Hop> hops = Stream.concat(plan.getHopsList().stream(), plan.getProtection().getHopsList().stream());
            hops.forEach(hop -> {
                held.merge(hop.getLinkId(), plan.getBandwidthBps(), Math::max);
                held.merge(hop.getReverseLinkId(), plan.getBandwidthBps(), Math::max);
            });
        });
        return held;
    }
}
