package dev.braid.path.gate;

import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all connections hold of every link, and when, added up from their records alone. It knows which record of each
 * connection it has counted: another one takes its place, whatever anybody says was there before.
 */
public final class Recount {
    private final Map<String, Sum> alwaysBps = new HashMap<>();
    private final Map<String, List<Timed>> timed = new HashMap<>();
    private final Map<String, PathRecord> counted = new HashMap<>();
    private long turn;

    private record Timed(String connectionId, Interval time, long bps) {}

    /** What is held of one link. What one connection takes of it several times, it takes once, at the largest. */
    private static final class Sum {
        private long bps;
        private long turn;
        private long ofTurnBps;

        void take(long moreBps, int sign, long inTurn) {
            long beforeBps = turn == inTurn ? ofTurnBps : 0;
            turn = inTurn;
            ofTurnBps = Math.max(beforeBps, moreBps);
            bps += sign * (ofTurnBps - beforeBps);
        }
    }

    /** Counts nothing yet. */
    public Recount() {}

    /** Adds all of them up. */
    public static Recount of(Stream<PathRecord> records) {
        Recount recount = new Recount();
        records.forEach(recount::put);
        return recount;
    }

    /** Counts a record in the place of that connection's one before. */
    public void put(PathRecord record) {
        PathRecord before = counted.put(record.connectionId(), record);
        if (before != record) {
            if (before != null) {
                count(before, -1);
            }
            count(record, 1);
        }
    }

    /** Counts nothing of the connection any more. */
    public void remove(String connectionId) {
        PathRecord before = counted.remove(connectionId);
        if (before != null) {
            count(before, -1);
        }
    }

    /** Counts a record in the place of another one, of the same connection as a rule. */
    public void replace(PathRecord before, PathRecord after) {
        if (!before.connectionId().equals(after.connectionId())) {
            remove(before.connectionId());
        }
        put(after);
    }

    private void count(PathRecord record, int sign) {
        List<Reservation> reservations = record.reservations();
        if (reservations.stream().allMatch(it -> it.time().equals(Interval.ALWAYS))) {
            turn++;
            for (Reservation each : reservations) {
                eachLink(
                        each.plan(),
                        (linkId, bps) -> alwaysBps
                                .computeIfAbsent(linkId, _ -> new Sum())
                                .take(bps, sign, turn));
            }
            return;
        }
        for (Reservation each : reservations) {
            eachLink(each.plan(), (linkId, bps) -> {
                List<Timed> there = timed.computeIfAbsent(linkId, _ -> new ArrayList<>());
                Timed held = new Timed(record.connectionId(), each.time(), bps);
                if (sign > 0) {
                    there.add(held);
                } else {
                    there.remove(held);
                }
            });
        }
    }

    private interface Held {
        void take(String linkId, long bps);
    }

    /** There and back, on both paths; a link that both paths take is named twice. */
    private static void eachLink(Plan plan, Held held) {
        for (Hop hop : plan.allHops()) {
            held.take(hop.linkId(), plan.bandwidthBps());
            held.take(hop.reverseLinkId(), plan.bandwidthBps());
        }
    }

    /** The most that is held of the link at any moment of that time. */
    long mostBps(String linkId, Interval during) {
        Sum always = alwaysBps.get(linkId);
        return (always == null ? 0 : always.bps) + mostTimedBps(timed.getOrDefault(linkId, List.of()), during);
    }

    /** Goes through all moments at which something begins or ends; what ends at a moment is not held at it. */
    private static long mostTimedBps(List<Timed> there, Interval during) {
        NavigableMap<Instant, List<Timed>> changes = new TreeMap<>();
        for (Timed each : there) {
            if (each.time().overlaps(during)) {
                Instant start = each.time().start().isAfter(during.start())
                        ? each.time().start()
                        : during.start();
                changes.computeIfAbsent(start, _ -> new ArrayList<>()).add(each);
                changes.computeIfAbsent(each.time().end(), _ -> new ArrayList<>())
                        .add(each);
            }
        }
        Map<String, List<Timed>> held = new HashMap<>();
        long bps = 0;
        long mostBps = 0;
        for (Map.Entry<Instant, List<Timed>> change : changes.entrySet()) {
            for (Timed each : change.getValue()) {
                List<Timed> own = held.computeIfAbsent(each.connectionId(), _ -> new ArrayList<>());
                bps -= largestBps(own);
                if (each.time().end().equals(change.getKey())) {
                    own.remove(each);
                } else {
                    own.add(each);
                }
                bps += largestBps(own);
            }
            mostBps = Math.max(mostBps, change.getKey().isBefore(during.end()) ? bps : 0);
        }
        return mostBps;
    }

    private static long largestBps(List<Timed> own) {
        return own.stream().mapToLong(Timed::bps).max().orElse(0);
    }
}
