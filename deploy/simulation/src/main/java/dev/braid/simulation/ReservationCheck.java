package dev.braid.simulation;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nothing is promised twice, and nothing that providers hold is given away: counted anew from all records. */
final class ReservationCheck {
    private final Findings findings;

    ReservationCheck(Findings findings) {
        this.findings = findings;
    }

    void look(PlanningState state, Map<String, Set<Plan>> heldByProviders) {
        Map<String, Long> sums = new HashMap<>();
        state.book().all().forEach(record -> {
            Map<String, Long> largest = largest(record.allPlans());
            largest.forEach((linkId, bps) -> sums.merge(linkId, bps, Long::sum));
            looks(record, largest, heldByProviders.getOrDefault(record.connectionId(), Set.of()));
        });
        for (Link link : state.topology().links()) {
            long countedBps = sums.getOrDefault(link.linkId(), 0L);
            long bookedBps = state.book().reservedBps(link.linkId());
            findings.require(
                    bookedBps == countedBps,
                    "reservations-recount",
                    "%s: the book says %d bit/s, its records hold %d",
                    link.linkId(),
                    bookedBps,
                    countedBps);
            findings.require(
                    countedBps <= link.capacityBps(),
                    "reservations-capacity",
                    "%s: %d bit/s are held of %d",
                    link.linkId(),
                    countedBps,
                    link.capacityBps());
        }
    }

    private void looks(PathRecord record, Map<String, Long> booked, Set<Plan> held) {
        for (Plan plan : held) {
            largest(List.of(plan))
                    .forEach((linkId, bps) -> findings.require(
                            booked.getOrDefault(linkId, 0L) >= bps,
                            "reservations-given-away",
                            "%s: providers hold %d bit/s of %s for revision %d, the book %d",
                            linkId,
                            bps,
                            record.connectionId(),
                            plan.revision(),
                            booked.getOrDefault(linkId, 0L)));
        }
    }

    /** A link that several plans of a connection share counts once, at the largest. */
    private static Map<String, Long> largest(List<Plan> plans) {
        Map<String, Long> largest = new HashMap<>();
        for (Plan plan : plans) {
            for (Hop hop : plan.allHops()) {
                largest.merge(hop.linkId(), plan.bandwidthBps(), Math::max);
                largest.merge(hop.reverseLinkId(), plan.bandwidthBps(), Math::max);
            }
        }
        return largest;
    }
}
