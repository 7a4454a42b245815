package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was moved for its health of late, and how many are on their way. Kept up with every record that is written; from
 * the newest records alone it is the same, but for what was left by moves whose old legs are let go already.
 */
public final class RecentMoves {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int LEAST_CROWD = 100;

    private final List<Move> moves;
    private Instant newest = Instant.EPOCH;
    private int crowd = LEAST_CROWD;
    private int inFlight;
    private int placed;
    /** Many are asked for in one batch, which is at one time. */
    private Instant talliedSince = Instant.MAX;

    private MoveTally slow = new MoveTally();
    private MoveTally failed = new MoveTally();

    RecentMoves() {
        moves = new ArrayList<>();
    }

    /** Knows the same and goes on by itself. */
    RecentMoves(RecentMoves other) {
        moves = new ArrayList<>(other.moves);
        newest = other.newest;
        crowd = other.crowd;
        inFlight = other.inFlight;
        placed = other.placed;
    }

    void replace(Topology topology, Optional<PathRecord> before, Optional<PathRecord> after) {
        inFlight += count(after.filter(RecentMoves::isInFlight)) - count(before.filter(RecentMoves::isInFlight));
        placed += count(after.filter(RecentMoves::isPlaced)) - count(before.filter(RecentMoves::isPlaced));
        after.filter(record -> !isOld(record.decideTime()) && isMove(before, record))
                .ifPresent(record -> add(
                        before.map(old -> Move.of(topology, old, record.plan().orElseThrow(), record.decideTime()))
                                .orElseGet(() -> Move.behind(topology, record))));
    }

    private boolean isOld(Instant time) {
        return time.isBefore(newest.minus(KEPT));
    }

    /** At a start all connections that were ever moved come by, in no order: the old are looked for seldom. */
    private void add(Move move) {
        moves.add(move);
        newest = move.time().isAfter(newest) ? move.time() : newest;
        if (moves.size() >= crowd) {
            moves.removeIf(other -> isOld(other.time()));
            crowd = Math.max(LEAST_CROWD, 2 * moves.size());
        }
        if (move.time().isAfter(talliedSince)) {
            (move.failure() ? failed : slow).add(move);
        }
    }

    private static int count(Optional<PathRecord> record) {
        return record.isPresent() ? 1 : 0;
    }

    private static boolean isMove(Optional<PathRecord> before, PathRecord after) {
        return after.plan()
                .filter(Move::isReason)
                .filter(plan -> before.flatMap(PathRecord::plan)
                        .filter(old -> old.revision() == plan.revision())
                        .isEmpty())
                .isPresent();
    }

    private static boolean isInFlight(PathRecord record) {
        return record.phase() == Phase.PLANNED
                && record.plan().filter(Move::isReason).isPresent();
    }

    private static boolean isPlaced(PathRecord record) {
        return record.plan().isPresent();
    }

    /**
     * The moves after that time, within the last minute.
     *
     * @param failure those off links that are down, or else those off slow ones
     */
    public MoveTally since(Instant time, boolean failure) {
        if (!time.equals(talliedSince)) {
            talliedSince = time;
            slow = new MoveTally();
            failed = new MoveTally();
            moves.stream()
                    .filter(move -> move.time().isAfter(time))
                    .forEach(move -> (move.failure() ? failed : slow).add(move));
        }
        return failure ? failed : slow;
    }

    /** How many connections are on their way to another path for their health. */
    public int inFlight() {
        return inFlight;
    }

    /** How many connections have a path. */
    public int placed() {
        return placed;
    }
}
