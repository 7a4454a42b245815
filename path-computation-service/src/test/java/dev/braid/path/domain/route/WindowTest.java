package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    /** Walks the wall clock minute by minute and takes each moment that shows the time of day of the first. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"})
    void theTimesAreThoseAtWhichAClockOnTheWallShowsTheSameTime(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        Random random = new Random(zoneName.hashCode());
        int turns = 0;
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            LocalDateTime local = LocalDateTime.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28), 4, 0)
                    .plusMinutes(random.nextInt(20 * 60));
            Instant start = local.atZone(zone).toInstant();
            Duration length = Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 60 * 20 : 60 * 60));
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            days.removeIf(_ -> random.nextInt(3) == 0);
            Instant until = start.plus(Duration.ofDays(random.nextInt(20)));
            boolean overlaps = false;
            List<Interval> expected = new ArrayList<>(List.of(new Interval(start, start.plus(length))));
            for (Instant moment = start.plusSeconds(60); moment.isBefore(until); moment = moment.plusSeconds(60)) {
                LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
                if (shown.toLocalTime().equals(local.toLocalTime()) && days.contains(shown.getDayOfWeek())) {
                    overlaps |= moment.isBefore(expected.getLast().end());
                    expected.add(new Interval(moment, moment.plus(length)));
                }
            }
            turns += zone.getRules().getOffset(start).equals(zone.getRules().getOffset(until)) ? 0 : 1;
            Interval first = new Interval(start, start.plus(length));
            Optional<Window.Recurrence> again = Optional.of(new Window.Recurrence(days, zone, until));
            if (overlaps) {
                refused++;
                assertThatThrownBy(() -> new Window(first, again))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("window.end_time must not be more than ")
                        .hasMessageEndingWith("but is " + length);
            } else {
                assertThat(new Window(first, again).occurrences())
                        .as("%s %s", first, again)
                        .isEqualTo(expected);
            }
        }
        assertThat(refused).as("refused").isBetween(1, 40);
        assertThat(turns > 0)
                .as("clocks that were changed")
                .isEqualTo(!zone.getRules().isFixedOffset() && !zoneName.equals("Asia/Kolkata"));
    }

    @Test
    void aWindowMayLastUntilItComesAgainAndNoLonger() {
        // In Berlin 29 March 2026 has 23 hours.
        Instant start = Instant.parse("2026-03-03T11:00:00Z");
        Interval day = new Interval(start, start.plus(Duration.ofHours(24)));
        Instant until = Instant.parse("2026-04-20T00:00:00Z");
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        var inUtc = Optional.of(new Window.Recurrence(days, ZoneId.of("UTC"), until));
        var inBerlin = Optional.of(new Window.Recurrence(days, ZoneId.of("Europe/Berlin"), until));
        assertThat(new Window(day, inUtc).occurrences()).hasSize(48);
        assertThatThrownBy(() -> new Window(new Interval(start, day.end().plusNanos(1)), inUtc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window.end_time must not be more than PT24H after start_time,"
                        + " when the window comes again, but is PT24H0.000000001S");
        assertThatThrownBy(() -> new Window(day, inBerlin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window.end_time must not be more than PT23H after start_time,"
                        + " when the window comes again, but is PT24H");
    }

    @Test
    void aWindowThatComesTooOftenIsRefused() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        Interval first = new Interval(start, start.plusSeconds(60));
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        ZoneId utc = ZoneId.of("UTC");
        Instant last = start.plus(Duration.ofDays(Window.MOST_OCCURRENCES));
        assertThat(new Window(first, Optional.of(new Window.Recurrence(days, utc, last))).occurrences())
                .hasSize(Window.MOST_OCCURRENCES);
        assertThatThrownBy(() -> new Window(first, Optional.of(new Window.Recurrence(days, utc, last.plusSeconds(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "window.recurrence.until_time must be at most %s, the start of occurrence 401, but is %s",
                        last, last.plusSeconds(1));
    }

    @Test
    void whatComesOnNoDayOrOnceAWeekIsNotLookedForWithoutEnd() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        Interval first = new Interval(start, start.plusSeconds(60));
        ZoneId utc = ZoneId.of("UTC");
        Window never = new Window(first, Optional.of(new Window.Recurrence(Set.of(), utc, Interval.NO_END)));
        assertThat(never.occurrences()).containsExactly(first);
        Set<DayOfWeek> mondays = Set.of(DayOfWeek.MONDAY);
        assertThatThrownBy(() -> new Window(first, Optional.of(new Window.Recurrence(mondays, utc, Interval.NO_END))))
                .hasMessageContaining("the start of occurrence 401");
    }

    @Test
    void noneEndsAfterTheLastMomentThatCanBeWritten() {
        Interval late = new Interval(Instant.parse("9999-12-30T10:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        ZoneId utc = ZoneId.of("UTC");
        Instant next = Instant.parse("9999-12-31T10:00:00Z");
        assertThat(new Window(late, Optional.of(new Window.Recurrence(days, utc, next))).occurrences())
                .containsExactly(late);
        assertThatThrownBy(() -> new Window(late, Optional.of(new Window.Recurrence(days, utc, next.plusSeconds(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "window.recurrence.until_time must be at most 9999-12-31T10:00:00Z, as the occurrence that starts"
                                + " then ends after 9999-12-31T23:59:59Z, but is 9999-12-31T10:00:01Z");
        assertThat(new Window(new Interval(next, Interval.NO_END), Optional.empty()).occurrences())
                .hasSize(1);
        assertThatThrownBy(() -> new Window(new Interval(next, Interval.NO_END.plusNanos(1)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "window.end_time must be at most 9999-12-31T23:59:59Z, but is 9999-12-31T23:59:59.000000001Z");
    }
}
