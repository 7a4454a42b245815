package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What is reserved on each link over time, as far as it differs from what is held now: bookings add to it, and windows
 * that are in force come to their end. A function of the newest records alone, whatever the time is; records without
 * windows leave no trace here.
 */
public final class Calendar {
    private Map<String, Timeline> lines;
    private boolean shared;

    /** Nothing is booked. */
    public Calendar() {
        this(new HashMap<>(), false);
    }

    private Calendar(Map<String, Timeline> lines, boolean shared) {
        this.lines = lines;
        this.shared = shared;
    }

    /** A calendar that starts equal and changes on its own. The original must not change while the fork is in use. */
    public Calendar fork() {
        return new Calendar(lines, true);
    }

    /** A calendar that starts equal and changes on its own, whatever becomes of the original. */
    public Calendar copy() {
        return new Calendar(new HashMap<>(lines), false);
    }

    /** Goes on where the fork of this is; the fork must not be used any more. */
    public void adopt(Calendar fork) {
        lines = fork.lines;
    }

    /** How much more than what is held now is reserved on the link at the worst of all times. */
    public long moreBps(String linkId) {
        return line(linkId).peakBps();
    }

    Timeline line(String linkId) {
        return lines.getOrDefault(linkId, Timeline.EMPTY);
    }

    void forEach(BiConsumer<String, Timeline> visitor) {
        lines.forEach(visitor);
    }

    /** Every time after the one and until the other from which on less is reserved somewhere. */
    NavigableSet<Instant> drops(Instant after, Instant until) {
        NavigableSet<Instant> drops = new TreeSet<>();
        lines.values().forEach(line -> line.drops(after, until, drops::add));
        return drops;
    }

    /**
     * Replaces a connection's record by its next one; either may be absent.
     *
     * @return by how much {@link #moreBps} of each link rose; negative where it fell
     */
    public Map<String, Long> replace(Optional<PathRecord> before, Optional<PathRecord> after) {
        Map<String, NavigableMap<Instant, Long>> changes = new HashMap<>();
        before.filter(PathRecord::isWindowed).ifPresent(record -> add(record, -1, changes));
        after.filter(PathRecord::isWindowed).ifPresent(record -> add(record, 1, changes));
        if (changes.isEmpty()) {
            return Map.of();
        }
        if (shared) {
            lines = new HashMap<>(lines);
            shared = false;
        }
        Map<String, Long> rises = new HashMap<>();
        changes.forEach((linkId, more) -> {
            Timeline old = line(linkId);
            Timeline fresh = old.plus(more);
            if (fresh.isEmpty()) {
                lines.remove(linkId);
            } else {
                lines.put(linkId, fresh);
            }
            rises.put(linkId, fresh.peakBps() - old.peakBps());
        });
        return rises;
    }

    /** Where the record takes more or less from a time on than before; a link that its plans share counts once. */
    private static void add(PathRecord record, int sign, Map<String, NavigableMap<Instant, Long>> changes) {
        List<Reservation> reservations = record.reservations();
        List<Plan> plans =
                reservations.stream().map(Reservation::plan).distinct().toList();
        BitSet active = new BitSet();
        NavigableMap<Instant, BitSet> switched = new TreeMap<>();
        for (Reservation each : reservations) {
            int plan = plans.indexOf(each.plan());
            if (each.time().start().equals(Instant.MIN)) {
                active.set(plan);
            } else {
                switched.computeIfAbsent(each.time().start(), _ -> new BitSet()).flip(plan);
            }
            if (!each.time().end().equals(Instant.MAX)) {
                switched.computeIfAbsent(each.time().end(), _ -> new BitSet()).flip(plan);
            }
        }
        Map<BitSet, Map<String, Long>> known = new HashMap<>();
        Map<String, Long> before = known.computeIfAbsent((BitSet) active.clone(), set -> taken(plans, set));
        for (Map.Entry<Instant, BitSet> turn : switched.entrySet()) {
            active.xor(turn.getValue());
            Map<String, Long> now = known.computeIfAbsent((BitSet) active.clone(), set -> taken(plans, set));
            for (String linkId : union(before, now)) {
                long rise = now.getOrDefault(linkId, 0L) - before.getOrDefault(linkId, 0L);
                if (rise != 0) {
                    changes.computeIfAbsent(linkId, _ -> new TreeMap<>()).merge(turn.getKey(), sign * rise, Long::sum);
                }
            }
            before = now;
        }
    }

    private static NavigableSet<String> union(Map<String, Long> some, Map<String, Long> others) {
        NavigableSet<String> all = new TreeSet<>(some.keySet());
        all.addAll(others.keySet());
        return all;
    }

    private static Map<String, Long> taken(List<Plan> plans, BitSet active) {
        Map<String, Long> taken = new HashMap<>();
        active.stream()
                .forEach(plan ->
                        plans.get(plan).holdings().forEach((linkId, bps) -> taken.merge(linkId, bps, Math::max)));
        return taken;
    }
}
