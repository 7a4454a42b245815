package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bandwidth that is promised from a time on and not held now.
 *
 * @param plan its revision is the next one of the connection
 * @param next the first time that is booked; those that come after it follow from the window of the demand
 */
public record Booking(Plan plan, Interval next) {
    /** A booking of the way for the first of the times, if there is one. */
    static Optional<Booking> of(Plan way, List<Interval> times) {
        return times.stream().findFirst().map(first -> new Booking(way.during(first), first));
    }

    /** All times that are booked for this demand, the next one first; without a window one without end. */
    public List<Interval> times(Demand demand) {
        return demand.window()
                .map(window -> window.occurrences().stream()
                        .filter(each -> !each.start().isBefore(next.start()))
                        .toList())
                .orElse(List.of(new Interval(next.start(), Instant.MAX)));
    }

    /** What of it is not over at the time, if anything. */
    public Optional<Booking> after(Demand demand, Instant time) {
        return next.end().isAfter(time)
                ? Optional.of(this)
                : of(
                        plan,
                        times(demand).stream()
                                .filter(each -> each.end().isAfter(time))
                                .toList());
    }

    /** What is booked behind the next time, if anything. */
    public Optional<Booking> behind(Demand demand) {
        return of(plan, times(demand).stream().skip(1).toList());
    }
}
