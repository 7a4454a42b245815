package dev.braid.path.contract;

import dev.braid.api.path.v1.Weekday;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Window;
import dev.braid.path.domain.route.Window.Recurrence;
import dev.braid.platform.proto.Times;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Times for which bandwidth is asked. */
public final class WindowProto {
    private WindowProto() {}

    static Window window(dev.braid.api.path.v1.Window message) {
        return new Window(
                new Interval(Times.instant(message.getStartTime()), Times.instant(message.getEndTime())),
                message.hasRecurrence() ? Optional.of(recurrence(message.getRecurrence())) : Optional.empty());
    }

    private static Recurrence recurrence(dev.braid.api.path.v1.Recurrence message) {
        Set<DayOfWeek> weekdays = message.getWeekdaysCount() == 0
                ? EnumSet.allOf(DayOfWeek.class)
                : message.getWeekdaysList().stream().map(WindowProto::weekday).collect(Collectors.toSet());
        return new Recurrence(weekdays, zone(message.getTimeZone()), Times.instant(message.getUntilTime()));
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        // Offsets such as '+02:00' are zones to Java, and none of the tz database.
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException(
                    "window.recurrence.time_zone must be a zone of the tz database, for example 'Europe/Berlin', but is '%s'"
                            .formatted(name));
        }
        return ZoneId.of(name);
    }

    private static DayOfWeek weekday(Weekday message) {
        return switch (message) {
            case WEEKDAY_MONDAY -> DayOfWeek.MONDAY;
            case WEEKDAY_TUESDAY -> DayOfWeek.TUESDAY;
            case WEEKDAY_WEDNESDAY -> DayOfWeek.WEDNESDAY;
            case WEEKDAY_THURSDAY -> DayOfWeek.THURSDAY;
            case WEEKDAY_FRIDAY -> DayOfWeek.FRIDAY;
            case WEEKDAY_SATURDAY -> DayOfWeek.SATURDAY;
            case WEEKDAY_SUNDAY -> DayOfWeek.SUNDAY;
            case WEEKDAY_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("window.recurrence.weekdays has one that is none.");
        };
    }

    static dev.braid.api.path.v1.Window message(Window window) {
        var message = dev.braid.api.path.v1.Window.newBuilder()
                .setStartTime(Times.timestamp(window.first().start()))
                .setEndTime(Times.timestamp(window.first().end()));
        window.recurrence().ifPresent(recurrence -> message.setRecurrence(message(recurrence)));
        return message.build();
    }

    private static dev.braid.api.path.v1.Recurrence message(Recurrence recurrence) {
        var message = dev.braid.api.path.v1.Recurrence.newBuilder()
                .setTimeZone(
                        recurrence.zone().equals(ZoneOffset.UTC)
                                ? ""
                                : recurrence.zone().getId())
                .setUntilTime(Times.timestamp(recurrence.until()));
        recurrence.weekdays().stream()
                .sorted()
                .map(day -> Weekday.forNumber(day.getValue()))
                .forEach(message::addWeekdays);
        return message.build();
    }

    static Interval interval(dev.braid.api.path.v1.Interval message) {
        return new Interval(Times.instant(message.getStartTime()), Times.instant(message.getEndTime()));
    }

    /** As the contract says it. */
    public static dev.braid.api.path.v1.Interval message(Interval interval) {
        return dev.braid.api.path.v1.Interval.newBuilder()
                .setStartTime(Times.timestamp(interval.start()))
                .setEndTime(Times.timestamp(interval.end()))
                .build();
    }
}
