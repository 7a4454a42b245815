package dev.braid.lab.demo;

import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.telemetry.v1.ConnectionHealth;

/**
 * How a connection came from one plan to the next; times by the clock of packets.
 *
 * @param breach the judgement of the old plan that moved it
 * @param breachNs when that was judged
 * @param decidedNs when the new plan was made
 * @param activeNs when the new plan was seen to carry traffic
 */
record Move(ConnectionHealth breach, long breachNs, long decidedNs, long activeNs, PathPlan plan) {
    /** The judgement in a word. */
    String judgement() {
        return breach.getState().name().replace("HEALTH_STATE_", "");
    }
}
