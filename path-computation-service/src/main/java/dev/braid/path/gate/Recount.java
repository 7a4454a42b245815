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
import java.util.stream.Stream;

/** What all connections hold of every link, and when, added up from their records alone. */
public final class Recount {
    private final Map<String, Long> alwaysBps = new HashMap<>();
    private final Map<String, List<Timed>> timed = new HashMap<>();

    private record Timed(String connectionId, Interval time, long bps) {}

    private Recount() {}

    /** Adds all of them up. */
    public static Recount of(Stream<PathRecord> records) {
        Recount recount = new Recount();
        records.forEach(record -> recount.count(record, 1));
        return recount;
    }

    /** Counts a new record in the place of the one before it. */
    public void replace(PathRecord before, PathRecord after) {
        count(before, -1);
        count(after, 1);
    }

    private void count(PathRecord record, int sign) {
        List<Reservation> reservations = record.reservations();
        if (reservations.stream().allMatch(it -> it.time().equals(Interval.ALWAYS))) {
            Map<String, Long> largest = new HashMap<>();
            for (Reservation each : reservations) {
                eachLink(each.plan(), (linkId, bps) -> largest.merge(linkId, bps, Math::max));
            }
            largest.forEach((linkId, bps) -> alwaysBps.merge(linkId, sign * bps, Long::sum));
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
        List<Timed> there = timed.getOrDefault(linkId, List.of()).stream()
                .filter(it -> it.time().overlaps(during))
                .toList();
        long most = at(there, during.start());
        for (Timed each : there) {
            if (each.time().start().isAfter(during.start())) {
                most = Math.max(most, at(there, each.time().start()));
            }
        }
        return alwaysBps.getOrDefault(linkId, 0L) + most;
    }

    private static long at(List<Timed> there, Instant moment) {
        Map<String, Long> largest = new HashMap<>();
        for (Timed each : there) {
            if (!each.time().start().isAfter(moment) && each.time().end().isAfter(moment)) {
                largest.merge(each.connectionId(), each.bps(), Math::max);
            }
        }
        return largest.values().stream().mapToLong(Long::longValue).sum();
    }
}
