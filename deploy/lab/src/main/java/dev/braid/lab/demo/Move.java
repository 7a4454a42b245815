package dev.braid.lab.demo;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import java.util.Optional;

/**
 * How a connection came from one plan to the next; times by the clock of packets.
 *
 * @param breach the judgement of the old plan that came before; nobody waits for one where a link is down
 * @param decidedNs when the new plan was made
 * @param activeNs when the new plan was seen to carry traffic
 */
record Move(Optional<ConnectionHealth> breach, long decidedNs, long activeNs, PathPlan plan) {
    /** The judgement in a word. */
    static String word(ConnectionHealth breach) {
        return breach.getState().name().replace("HEALTH_STATE_", "");
    }

    /** When that was judged. */
    static long timeNs(ConnectionHealth breach) {
        return Timestamps.toNanos(breach.getJudgeTime());
    }
}
