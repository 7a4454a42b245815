package dev.braid.provisioning.domain;

import java.util.Optional;
import java.util.function.Predicate;

/** Which of two plans has the ports that both want: at a port the order that was activated last has the traffic. */
final class Contention {
    private Contention() {}

    /**
     * Two plans want the same ports, and who activates last has them. What is activated again for the active plan takes them
     * from whatever the next one has activated, and the next one takes them from the active: as soon as it is asked, as the
     * answer may be lost, or come after days. If it has to wait then, the active one is activated again.
     */
    static void settle(Draft draft, boolean carrying) {
        Rollout standing = draft.done();
        Optional<Plan> next = standing.desired()
                .filter(it -> draft.active.filter(it::sameRevision).isEmpty());
        if (next.isEmpty() || draft.active.isEmpty()) {
            return;
        }
        Plan active = draft.active.get();
        Predicate<Leg> left = leg -> active.has(leg.route()) && !next.get().has(leg.route());
        Predicate<Leg> fresh = leg -> next.get().has(leg.route()) && !active.has(leg.route());
        if (carrying
                && (Switchover.returning(draft)
                        || draft.legs.stream().anyMatch(leg -> fresh.test(leg) && isToBeActivated(leg)))) {
            draft.legs.replaceAll(leg -> left.test(leg) ? leg.spared() : leg);
        } else if (!carrying && draft.legs.stream().anyMatch(leg -> left.test(leg) && isToBeActivated(leg))) {
            draft.legs.replaceAll(leg -> active.has(leg.route()) ? leg : leg.spared());
        }
    }

    /**
     * A leg of the next plan was found in service, when people have come to it or a command was late: it may have the ports
     * of the active plan, whose legs are activated again unless all of the next one are.
     */
    static void foundInService(Draft draft, Leg leg) {
        boolean known = leg.isSpared() || leg.state() == LegState.ACTIVE || leg.state() == LegState.ASTRAY;
        Optional<Plan> next = draft.done().desired().filter(it -> it.has(leg.route()));
        if (known || next.isEmpty() || draft.active.isEmpty()) {
            return;
        }
        Plan active = draft.active.get();
        if (!active.has(leg.route())) {
            draft.legs.replaceAll(it -> active.has(it.route()) && !next.get().has(it.route()) ? it.spared() : it);
        }
    }

    static boolean isToBeActivated(Leg leg) {
        return leg.state() == LegState.RESERVED || leg.state() == LegState.ASTRAY;
    }
}
