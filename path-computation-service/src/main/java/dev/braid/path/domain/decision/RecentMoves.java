package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was moved for its health of late, and how many are on their way. Kept up with every record that is written; from
 * the newest records alone it is the same, but for what was left by moves whose old legs are let go already.
 */
public final class RecentMoves {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int LEAST_CROWD = 100;

    /** What was known when this went on by itself; {@code null} where nothing was. */
    private final RecentMoves base;

    private final List<Move> moves = new ArrayList<>();
    private Instant newest = Instant.EPOCH;
    private int crowd = LEAST_CROWD;
    private int inFlight;
    private int placed;
    /** What is counted: the moves from that one on, all of them after that time, if they are in order. */
    private int first;

    private Instant talliedSince = Instant.MAX;
    private boolean ordered;
    private MoveTally slow = new MoveTally();
    private MoveTally failed = new MoveTally();

    RecentMoves() {
        base = null;
    }

    /** Knows the same and goes on by itself. The other must not change meanwhile. */
    RecentMoves(RecentMoves other) {
        base = other;
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

    /** Goes on where the fork of this is. */
    void adopt(RecentMoves fork) {
        fork.moves.forEach(this::add);
        inFlight = fork.inFlight;
        placed = fork.placed;
    }

    private boolean isOld(Instant time) {
        return time.isBefore(newest.minus(KEPT));
    }

    /** At a start all connections that were ever moved come by, in no order: the old are looked for seldom. */
    private void add(Move move) {
        Instant last = moves.isEmpty() ? Instant.MIN : moves.getLast().time();
        moves.add(move);
        newest = move.time().isAfter(newest) ? move.time() : newest;
        if (moves.size() >= crowd) {
            moves.removeIf(other -> isOld(other.time()));
            crowd = Math.max(LEAST_CROWD, 2 * moves.size());
            ordered = false;
        }
        ordered &= !last.isAfter(move.time()) && move.time().isAfter(talliedSince);
        if (ordered) {
            tally(move).add(move);
        }
    }

    private MoveTally tally(Move move) {
        return move.failure() ? failed : slow;
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
     * The moves after that time, within the last minute; to be asked before anything else is. For one thread at a time.
     *
     * @param failure those off links that are down, or else those off slow ones
     */
    public MoveTally since(Instant time, boolean failure) {
        if (!ordered || time.isBefore(talliedSince)) {
            start(time);
        }
        talliedSince = time;
        while (first < moves.size() && !moves.get(first).time().isAfter(time)) {
            tally(moves.get(first)).remove(moves.get(first));
            first++;
        }
        MoveTally own = failure ? failed : slow;
        return base == null ? own : own.on(base.since(time, failure));
    }

    /** Counts from nothing; from then on only what time and new moves change. */
    private void start(Instant time) {
        moves.sort(Comparator.comparing(Move::time));
        ordered = true;
        slow = new MoveTally();
        failed = new MoveTally();
        first = 0;
        moves.forEach(move -> tally(move).add(move));
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
