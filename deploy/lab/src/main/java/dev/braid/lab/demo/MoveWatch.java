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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a connection from its plan of now to the one that its health demands. */
final class MoveWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 50;

    private final LabBraid braid;
    private final Wish wish;
    private final boolean judged;
    private final long oldRevision;
    private ConnectionHealth breach;
    private long decidedNs;
    private Move move;

    /** @param judged whether a judgement of its health has to come first */
    MoveWatch(LabBraid braid, Wish wish, boolean judged) {
        this.braid = braid;
        this.wish = wish;
        this.judged = judged;
        this.oldRevision = braid.path(wish).getPlan().getRevision();
    }

    /** Waits until all have left their plans, and what they have left them for carries traffic. */
    static List<Move> await(List<MoveWatch> watches) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Move> moves = new ArrayList<>();
            for (MoveWatch watch : watches) {
                watch.look().ifPresent(moves::add);
            }
            if (moves.size() == watches.size()) {
                return moves;
            }
            if (System.nanoTime() > end) {
                throw new LabFailed("The demo failed: %s. What Braid logged is in %s."
                        .formatted(
                                String.join(
                                        "; ",
                                        watches.stream()
                                                .map(MoveWatch::standing)
                                                .toList()),
                                watches.getFirst().braid.logs()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Optional<Move> look() {
        if (move == null) {
            if (breach == null) {
                breach = braid.health(wish).filter(this::bad).orElse(null);
            }
            look(braid.path(wish));
        }
        return Optional.ofNullable(move);
    }

    private void look(PathRecord path) {
        PathPlan plan = path.getPlan();
        if (plan.getRevision() == oldRevision) {
            return;
        }
        if (decidedNs == 0) {
            decidedNs = Timestamps.toNanos(path.getDecideTime());
        }
        if ((breach != null || !judged) && path.getActiveRevision() == plan.getRevision()) {
            move = new Move(Optional.ofNullable(breach), decidedNs, PacketStream.nowNs(), plan);
        }
    }

    private boolean bad(ConnectionHealth health) {
        return health.getRevision() == oldRevision
                && (health.getState() == HealthState.HEALTH_STATE_AT_RISK
                        || health.getState() == HealthState.HEALTH_STATE_BROKEN);
    }

    private String standing() {
        return "%s was %s, %s, %s within %d s"
                .formatted(
                        wish.intentId(),
                        breach == null ? "not judged bad" : "judged " + breach.getState(),
                        decidedNs == 0 ? "not planned anew" : "planned anew",
                        move == null ? "and not moved" : "and moved",
                        PATIENCE.toSeconds());
    }
}
