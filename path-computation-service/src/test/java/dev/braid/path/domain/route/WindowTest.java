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
        for (int i = 0; i < 60; i++) {
            LocalDateTime local = LocalDateTime.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28), 4, 0)
                    .plusMinutes(random.nextInt(20 * 60));
            Instant start = local.atZone(zone).toInstant();
            Duration length = Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 60 * 20 : 60 * 60));
            Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
            days.removeIf(_ -> random.nextInt(3) == 0);
            Instant until = start.plus(Duration.ofDays(random.nextInt(20)));
            List<Interval> expected = new ArrayList<>(List.of(new Interval(start, start.plus(length))));
            for (Instant moment = start.plusSeconds(60); moment.isBefore(until); moment = moment.plusSeconds(60)) {
                LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
                if (shown.toLocalTime().equals(local.toLocalTime())
                        && days.contains(shown.getDayOfWeek())
                        && !moment.isBefore(expected.getLast().end())) {
                    expected.add(new Interval(moment, moment.plus(length)));
                }
            }
            turns += zone.getRules().getOffset(start).equals(zone.getRules().getOffset(until)) ? 0 : 1;
            Window window = new Window(
                    new Interval(start, start.plus(length)), Optional.of(new Window.Recurrence(days, zone, until)));
            assertThat(window.occurrences()).as("%s", window).isEqualTo(expected);
        }
        assertThat(turns > 0)
                .as("clocks that were changed")
                .isEqualTo(!zone.getRules().isFixedOffset() && !zoneName.equals("Asia/Kolkata"));
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
                .isInstanceOf(IllegalArgumentException.class);
    }
}
