package dev.braid.path.domain.route;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When bandwidth is needed: once, or again at the same local time on other days, each time as long as the first. */
public record Window(Interval first, Optional<Recurrence> recurrence) {
    /** No window comes more often. */
    public static final int MOST_OCCURRENCES = 400;

    /**
     * On which days a window comes again.
     *
     * @param weekdays the days on which it starts
     * @param until none starts at or after this time
     */
    public record Recurrence(Set<DayOfWeek> weekdays, ZoneId zone, Instant until) {
        public Recurrence {
            weekdays = Set.copyOf(weekdays);
        }
    }

    public Window {
        if (occurrences(first, recurrence, MOST_OCCURRENCES + 1).size() > MOST_OCCURRENCES) {
            throw new IllegalArgumentException("window.recurrence comes more than %d times before until_time %s"
                    .formatted(MOST_OCCURRENCES, recurrence.orElseThrow().until()));
        }
    }

    /** All times, the first one first; where one would start before the one before has ended, it is left out. */
    public List<Interval> occurrences() {
        return occurrences(first, recurrence, MOST_OCCURRENCES);
    }

    private static List<Interval> occurrences(Interval first, Optional<Recurrence> recurrence, int most) {
        List<Interval> times = new ArrayList<>();
        times.add(first);
        if (recurrence.isPresent()) {
            Recurrence again = recurrence.get();
            Duration length = Duration.between(first.start(), first.end());
            ZonedDateTime start = first.start().atZone(again.zone());
            for (int day = 1; times.size() < most; day++) {
                ZonedDateTime next = start.plusDays(day);
                if (!next.toInstant().isBefore(again.until())) {
                    break;
                }
                boolean free = !next.toInstant().isBefore(times.getLast().end());
                if (free && again.weekdays().contains(next.getDayOfWeek())) {
                    times.add(new Interval(next.toInstant(), next.toInstant().plus(length)));
                }
            }
        }
        return times;
    }

    /** Those that are not over at the time. */
    public List<Interval> occurrencesAfter(Instant time) {
        return occurrences().stream().filter(each -> each.end().isAfter(time)).toList();
    }
}
