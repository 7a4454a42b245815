package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * A plan whose legs stay held beside those of the active one: the plan before it, as long as the active one soaks; or,
 * after a return, the newer plan that failed or was given up, until the older one is seen to carry traffic again.
 *
 * @param soakEndTime how long the newer of both soaks; the epoch where nobody was told that it carries traffic
 */
public record Spare(Plan plan, Instant soakEndTime) {

    static Spare neverTold(Plan plan) {
        return new Spare(plan, Instant.EPOCH);
    }

    /** Whether others believe, or did, that it carries traffic. */
    public boolean wasTold() {
        return !soakEndTime.equals(Instant.EPOCH);
    }

    /** Whether the leg stays for its sake. */
    boolean keeps(Leg leg) {
        return leg.state().held() && plan.has(leg.route());
    }

    /** Whether it is what traffic is on its way back from. */
    boolean isLeftFor(Plan active) {
        return plan.revision() > active.revision();
    }
}
