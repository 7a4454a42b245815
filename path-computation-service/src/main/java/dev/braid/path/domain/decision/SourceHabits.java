package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is usual of one provider's links, and which of them are bad. */
final class SourceHabits {
    private static final double BAD_RATIO = 1.25;
    private static final long BAD_LEAST_US = 1_000;
    /** A link that is bad for so long alone is one that changed. */
    private static final Duration USUAL_AFTER = Duration.ofMinutes(10);
    /** Judgements and what they are made of come late: a link counts as bad until it was good for so long. */
    private static final Duration GOOD_AFTER = Duration.ofSeconds(30);

    private final Map<String, Habit> habits = new HashMap<>();
    /** Least latency that plans counted on, of links that are not heard yet. */
    private final Map<String, Long> countedUs = new HashMap<>();

    private final Map<String, Instant> badSince = new HashMap<>();
    private final Map<String, Instant> goodSince = new HashMap<>();
    /** Asked for by every connection on one of many bad links. */
    private final Map<Instant, SourceWatch.Turn> turns = new HashMap<>();

    private Duration turnsWithin = Duration.ZERO;

    /**
     * One link.
     *
     * @param known whether it was heard as usual, or a plan says what that was; else it is what the topology declares
     * @param firstTime when it was first heard
     */
    private record Habit(long usualUs, boolean known, Instant firstTime, long latencyUs) {
        boolean isSlow() {
            return latencyUs > usualUs * BAD_RATIO + BAD_LEAST_US;
        }
    }

    SourceHabits copy() {
        SourceHabits copy = new SourceHabits();
        copy.habits.putAll(habits);
        copy.countedUs.putAll(countedUs);
        copy.badSince.putAll(badSince);
        copy.goodSince.putAll(goodSince);
        return copy;
    }

    void read(Link link, LinkMeasure measure) {
        turns.clear();
        String linkId = link.linkId();
        Habit before = habits.get(linkId);
        Habit habit = before == null ? first(link, measure) : heard(before, measure);
        boolean slow = !measure.down() && habit.isSlow() && !isUsualByNow(linkId, measure.measureTime());
        if (measure.down() || slow) {
            bad(linkId, measure.measureTime());
            habits.put(linkId, habit);
        } else {
            good(linkId, measure.measureTime());
            habits.put(linkId, new Habit(measure.latencyUs(), true, habit.firstTime(), measure.latencyUs()));
        }
    }

    private void bad(String linkId, Instant now) {
        if (goodSince.remove(linkId) != null || !badSince.containsKey(linkId)) {
            badSince.put(linkId, now);
        }
    }

    private void good(String linkId, Instant now) {
        if (badSince.containsKey(linkId)) {
            Instant since = goodSince.computeIfAbsent(linkId, _ -> now);
            if (!now.isBefore(since.plus(GOOD_AFTER))) {
                badSince.remove(linkId);
                goodSince.remove(linkId);
            }
        }
    }

    private Habit first(Link link, LinkMeasure measure) {
        Long counted = countedUs.remove(link.linkId());
        long usualUs = Math.max(link.latencyFloorUs(), counted == null ? 0 : counted);
        return new Habit(usualUs, counted != null, measure.measureTime(), measure.latencyUs());
    }

    private static Habit heard(Habit before, LinkMeasure measure) {
        return new Habit(before.usualUs(), before.known(), before.firstTime(), measure.latencyUs());
    }

    /** Where most of the links of which we know what is usual are bad, none becomes usual. */
    private boolean isUsualByNow(String linkId, Instant now) {
        Instant since = badSince.get(linkId);
        if (since == null || now.isBefore(since.plus(USUAL_AFTER))) {
            return false;
        }
        int known = 0;
        int bad = 0;
        for (Map.Entry<String, Habit> habit : habits.entrySet()) {
            if (habit.getValue().known()) {
                known++;
                bad += badSince.containsKey(habit.getKey()) ? 1 : 0;
            }
        }
        return known == 0 || bad * 2 < known;
    }

    /** Whether a plan of that time tells what was usual of the link: the least that any of them counted on. */
    boolean needs(Hop hop, Instant decideTime) {
        Habit habit = habits.get(hop.linkId());
        return habit == null
                ? hop.latencyUs() < countedUs.getOrDefault(hop.linkId(), Long.MAX_VALUE)
                : decideTime.isBefore(habit.firstTime()) && (!habit.known() || hop.latencyUs() < habit.usualUs());
    }

    void counted(Hop hop) {
        Habit habit = habits.get(hop.linkId());
        if (habit == null) {
            countedUs.put(hop.linkId(), hop.latencyUs());
            return;
        }
        turns.clear();
        Habit known = new Habit(hop.latencyUs(), true, habit.firstTime(), habit.latencyUs());
        habits.put(hop.linkId(), known);
        // Of what is down no latency is known.
        if (habit.latencyUs() > 0 && known.isSlow()) {
            badSince.putIfAbsent(hop.linkId(), habit.firstTime());
        } else if (habit.latencyUs() > 0) {
            badSince.remove(hop.linkId());
        }
    }

    void forget(String linkId) {
        turns.clear();
        habits.remove(linkId);
        badSince.remove(linkId);
        goodSince.remove(linkId);
    }

    boolean isBad(String linkId) {
        return badSince.containsKey(linkId);
    }

    SourceWatch.Turn turn(String linkId, Duration within) {
        Instant at = badSince.get(linkId);
        if (at == null) {
            return new SourceWatch.Turn(habits.size(), 0, Instant.EPOCH);
        }
        if (!within.equals(turnsWithin)) {
            turns.clear();
            turnsWithin = within;
        }
        return turns.computeIfAbsent(at, it -> turn(it, within));
    }

    /** A window slides over the times of the bad links; only where it holds that moment it counts. */
    private SourceWatch.Turn turn(Instant at, Duration within) {
        Instant[] times = badSince.values().stream()
                .filter(time -> !time.isBefore(at.minus(within)) && !time.isAfter(at.plus(within)))
                .sorted()
                .toArray(Instant[]::new);
        int most = 0;
        Instant since = Instant.EPOCH;
        for (int first = 0, end = 0; first < times.length && !times[first].isAfter(at); first++) {
            while (end < times.length && !times[end].isAfter(times[first].plus(within))) {
                end++;
            }
            if (end - first > most) {
                most = end - first;
                since = times[first];
            }
        }
        return new SourceWatch.Turn(habits.size(), most, since);
    }
}
