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

    /** On one day of each week at least a window comes again. */
    private static final int MOST_DAYS = MOST_OCCURRENCES * 7;

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
        if (first.end().isAfter(Interval.NO_END)) {
            throw new IllegalArgumentException(
                    "window.end_time must be at most %s, but is %s".formatted(Interval.NO_END, first.end()));
        }
        occurrences(first, recurrence);
    }

    /** All times, the first one first; none starts before the one before has ended. */
    public List<Interval> occurrences() {
        return occurrences(first, recurrence);
    }

    private static List<Interval> occurrences(Interval first, Optional<Recurrence> recurrence) {
        List<Interval> times = new ArrayList<>();
        times.add(first);
        if (recurrence.isPresent()) {
            Recurrence again = recurrence.get();
            Duration length = Duration.between(first.start(), first.end());
            ZonedDateTime start = first.start().atZone(again.zone());
            for (int day = 1; day <= MOST_DAYS; day++) {
                ZonedDateTime next = start.plusDays(day);
                if (!next.toInstant().isBefore(again.until())) {
                    break;
                }
                if (again.weekdays().contains(next.getDayOfWeek())) {
                    times.add(next(next.toInstant(), length, times, again.until()));
                }
            }
        }
        return times;
    }

    private static Interval next(Instant start, Duration length, List<Interval> before, Instant until) {
        Instant free = before.getLast().end();
        if (start.isBefore(free)) {
            throw new IllegalArgumentException(
                    "window.end_time must not be more than %s after start_time, when the window comes again, but is %s"
                            .formatted(length.minus(Duration.between(start, free)), length));
        }
        if (before.size() == MOST_OCCURRENCES) {
            throw new IllegalArgumentException(
                    "window.recurrence.until_time must be at most %s, the start of occurrence %d, but is %s"
                            .formatted(start, MOST_OCCURRENCES + 1, until));
        }
        Instant end = start.plus(length);
        if (end.isAfter(Interval.NO_END)) {
            throw new IllegalArgumentException(
                    "window.recurrence.until_time must be at most %s, as the occurrence that starts then ends after %s, but is %s"
                            .formatted(start, Interval.NO_END, until));
        }
        return new Interval(start, end);
    }

    /** Those that are not over at the time. */
    public List<Interval> occurrencesAfter(Instant time) {
        return occurrences().stream().filter(each -> each.end().isAfter(time)).toList();
    }
}
