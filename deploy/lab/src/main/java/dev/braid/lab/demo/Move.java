package dev.braid.lab.demo;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.lab.braid.LabBraid;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.traffic.PacketStream;
import java.time.Duration;

/**
 * How a connection came from one plan to the next; times by the clock of packets.
 *
 * @param breach the judgement of the old plan that moved it
 * @param breachNs when that was judged
 * @param decidedNs when the new plan was made
 * @param activeNs when the new plan was seen to carry traffic
 */
record Move(ConnectionHealth breach, long breachNs, long decidedNs, long activeNs, PathPlan plan) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 10;

    /** Waits until the connection has left this plan, as its judgement demands, and the next carries traffic. */
    static Move await(LabBraid braid, Wish wish, long oldRevision) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ConnectionHealth breach = null;
        long decidedNs = 0;
        while (System.nanoTime() < end) {
            if (breach == null) {
                breach = braid.health(wish)
                        .filter(health -> health.getRevision() == oldRevision && bad(health))
                        .orElse(null);
            }
            PathRecord path = braid.path(wish);
            long now = PacketStream.nowNs();
            PathPlan plan = path.getPlan();
            if (decidedNs == 0 && plan.getRevision() > oldRevision) {
                decidedNs = Timestamps.toNanos(path.getDecideTime());
            }
            if (breach != null && plan.getRevision() > oldRevision && path.getActiveRevision() == plan.getRevision()) {
                return new Move(breach, Timestamps.toNanos(breach.getJudgeTime()), decidedNs, now, plan);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new LabFailed("The demo failed: %s is %s after %d s. What Braid logged is in %s."
                .formatted(
                        wish.intentId(),
                        breach == null ? "not judged broken" : "judged " + breach.getState() + " and still not moved",
                        PATIENCE.toSeconds(),
                        braid.logs()));
    }

    private static boolean bad(ConnectionHealth health) {
        return health.getState() == HealthState.HEALTH_STATE_AT_RISK
                || health.getState() == HealthState.HEALTH_STATE_BROKEN;
    }
}
