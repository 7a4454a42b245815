package dev.braid.intent.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When a tenant needs its connections, as far as that is judged when a wish is taken. */
public record Window(Instant start, Instant end, Optional<Recurrence> recurrence) {
    /** A window that comes more often is refused. */
    public static final int MOST_OCCURRENCES = 400;

    /** No occurrence ends later; it stands for no end where an end has to be written. */
    private static final Instant LATEST_END = Instant.parse("9999-12-31T23:59:59Z");

    private static final String FIELD = "spec.window";
    private static final String UTC = "UTC";

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("The window starts at %s, not before its end %s.".formatted(start, end));
        }
    }

    /** That it comes again at the same local time on these days, or on all where there are none, before that time. */
    public record Recurrence(Set<DayOfWeek> weekdays, String timeZone, Instant until) {
        public Recurrence {
            weekdays = Set.copyOf(weekdays);
        }

        private String zoneId() {
            return timeZone.isEmpty() ? UTC : timeZone;
        }

        private boolean startsOn(LocalDate day) {
            return weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek());
        }
    }

    /** What stands against it now. */
    public List<Objection> objections(Instant now) {
        if (end.isAfter(LATEST_END)) {
            return objection("end_time", "must be at most %s, but is %s", LATEST_END, end);
        }
        return recurrence.map(again -> objections(again, now)).orElseGet(() -> endedBy(now, end, "end_time"));
    }

    private List<Objection> objections(Recurrence again, Instant now) {
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(again.zoneId())) {
            return objection(
                    "recurrence.time_zone",
                    "must be a zone of the tz database, for example 'Europe/Berlin', but is '%s'",
                    again.timeZone());
        }
        if (!again.until().isAfter(start)) {
            return objection("recurrence.until_time", "must be after start_time %s, but is %s", start, again.until());
        }
        return occurrences(again, now);
    }

    private List<Objection> occurrences(Recurrence again, Instant now) {
        Duration length = Duration.between(start, end);
        ZonedDateTime first = start.atZone(ZoneId.of(again.zoneId()));
        Instant lastEnd = end;
        int count = 1;
        // The local time of the first day, not of the day before: a clock change moves one occurrence, no later one.
        for (LocalDate day = first.toLocalDate().plusDays(1); ; day = day.plusDays(1)) {
            Instant next = first.with(day).toInstant();
            if (!next.isBefore(again.until())) {
                return endedBy(now, lastEnd, count == 1 ? "end_time" : "recurrence.until_time");
            }
            if (again.startsOn(day)) {
                if (next.isBefore(lastEnd)) {
                    return objection(
                            "end_time",
                            "must not be more than %s after start_time, when the window comes again, but is %s",
                            length.minus(Duration.between(next, lastEnd)),
                            length);
                }
                if (++count > MOST_OCCURRENCES) {
                    return objection(
                            "recurrence.until_time",
                            "must be at most %s, the start of occurrence %d, but is %s",
                            next,
                            count,
                            again.until());
                }
                lastEnd = next.plus(length);
                if (lastEnd.isAfter(LATEST_END)) {
                    return objection(
                            "recurrence.until_time",
                            "must be at most %s, as the occurrence that starts then ends after %s, but is %s",
                            next,
                            LATEST_END,
                            again.until());
                }
            }
        }
    }

    private static List<Objection> endedBy(Instant now, Instant lastEnd, String field) {
        return lastEnd.isAfter(now)
                ? List.of()
                : objection(field, "must let the window end after now, %s, but it ended at %s", now, lastEnd);
    }

    private static List<Objection> objection(String field, String description, Object... values) {
        return List.of(new Objection(FIELD + "." + field, description.formatted(values)));
    }
}
