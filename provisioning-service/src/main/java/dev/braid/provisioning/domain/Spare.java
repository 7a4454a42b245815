package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * A plan whose legs stay held beside those of the active one: the plan before it, as long as the active one soaks; or,
 * after a return, the newer plan that failed, until the older one is seen to carry traffic again.
 *
 * @param soakEndTime how long the newer of both soaks
 */
public record Spare(Plan plan, Instant soakEndTime) {

    /** Whether the leg stays for its sake. */
    boolean keeps(Leg leg) {
        return leg.state().held() && plan.has(leg.route());
    }

    /** Whether it is what traffic is on its way back from. */
    boolean isLeftFor(Plan active) {
        return plan.revision() > active.revision();
    }
}
