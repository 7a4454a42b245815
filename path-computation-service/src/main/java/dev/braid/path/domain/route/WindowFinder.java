package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the earliest time from which on a demand can be had for as long as asked. Exact: where it cannot be had from the
 * first moment on, it can first be had from a moment on at which something reserved ends.
 */
public final class WindowFinder {
    private static final Duration MOST_DELAY = Duration.ofDays(366);
    private static final int MOST_TRIED = 1_000;

    private final Outlook outlook;
    private final Instant now;
    private final Runnable checkpoint;

    /** Looks for windows from now on, however long it takes. */
    public WindowFinder(Outlook outlook, Instant now) {
        this(outlook, now, () -> {});
    }

    /**
     * Looks for windows from now on.
     *
     * @param outlook taken over
     * @param checkpoint called before each start that is looked at; ends the search by throwing
     */
    public WindowFinder(Outlook outlook, Instant now, Runnable checkpoint) {
        this.outlook = outlook;
        this.now = now;
        this.checkpoint = checkpoint;
    }

    /**
     * The path in its window, or why there is none at the earliest time. The demand's own window is not looked at. No
     * window ends after {@link Interval#NO_END}.
     *
     * @param latest the last moment at which it may start, not before the earliest
     */
    public Answer earliest(
            Demand demand, Duration length, Instant earliest, Instant latest, Set<String> refusedLinkIds) {
        return earliest(demand, length, earliest, latest, refusedLinkIds, Long.MAX_VALUE);
    }

    private Answer earliest(
            Demand demand,
            Duration length,
            Instant earliest,
            Instant latest,
            Set<String> refusedLinkIds,
            long mostTried) {
        Instant last = Interval.NO_END.minus(length);
        if (earliest.isAfter(last)) {
            return new Answer.None(tooLate(length, earliest));
        }
        Interval first = new Interval(earliest, earliest.plus(length));
        Answer atOnce = answer(demand, first, refusedLinkIds);
        if (atOnce instanceof Answer.Found || !PathFinder.possible(outlook.atBest(), demand, refusedLinkIds)) {
            return atOnce;
        }
        look(first);
        Instant until = latest.isBefore(last) ? latest : last;
        long tried = 0;
        for (Instant start : outlook.drops(earliest, until)) {
            if (tried++ == mostTried) {
                break;
            }
            checkpoint.run();
            Interval window = new Interval(start, start.plus(length));
            // Where nothing became freer since it was not possible, it is not possible now.
            if (outlook.turnTo(List.of(window.seenFrom(now)))
                    && PathFinder.possible(outlook.network(), demand, refusedLinkIds)) {
                return answer(demand, window, refusedLinkIds);
            }
        }
        return atOnce;
    }

    private static Rejection tooLate(Duration length, Instant earliest) {
        return new Rejection(
                0,
                Binding.WINDOW,
                "A window of %s from %s on ends after %s.".formatted(length, earliest, Interval.NO_END),
                Optional.empty());
    }

    private Network look(Interval window) {
        return outlook.at(List.of(window.seenFrom(now)));
    }

    private Answer answer(Demand demand, Interval window, Set<String> refusedLinkIds) {
        return switch (PathFinder.answer(look(window), demand, refusedLinkIds, Occasion.of(Cause.INQUIRY))) {
            case Answer.Found(var plan) -> new Answer.Found(plan.during(window));
            case Answer.None none -> none;
        };
    }

    /**
     * The rejection of a demand whose window comes once, and as a way out the earliest later start within a year, if
     * there is one among the first 1,000 moments at which something reserved ends: the writer looks for it, and all wait.
     */
    public Rejection withLaterStart(Rejection rejection, Demand demand, Set<String> refusedLinkIds) {
        Optional<Window> once =
                demand.window().filter(window -> window.recurrence().isEmpty());
        if (once.isEmpty()) {
            return rejection;
        }
        Interval asked = once.get().first();
        Instant earliest = asked.start().isAfter(now) ? asked.start() : now;
        Answer later = earliest(
                demand,
                Duration.between(asked.start(), asked.end()),
                earliest,
                earliest.plus(MOST_DELAY),
                refusedLinkIds,
                MOST_TRIED);
        return switch (later) {
            case Answer.None _ -> rejection;
            case Answer.Found(var plan) -> rejection.orElse(wayOut(plan));
        };
    }

    private static WayOut wayOut(Plan plan) {
        Instant start = plan.occurrence().orElseThrow().start();
        NearestOffer offer = new NearestOffer(
                plan.expectedLatencyUs(),
                plan.bandwidthBps(),
                plan.priceMicrosPerHour(),
                plan.hops().size(),
                Optional.of(start));
        return new WayOut("window", offer, "From %s on there is room for it.".formatted(start));
    }
}
