package dev.braid.intent.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The use of one connection, as intervals that neither overlap nor leave a gap while traffic flows. Only the newest
 * interval is needed to go on. Times are whole microseconds and never go back: a report dated before the last line
 * (the clock of another machine was set back) counts from that line on, and one dated within a month that is settled from its
 * end on, because the charge of that month stands.
 *
 * @param lastSequence that of the last line, which may also be a credit
 * @param settledUntil the end of the newest settled month
 */
public record UsageLedger(Optional<UsageInterval> newest, long lastSequence, Optional<Instant> settledUntil) {
    /** Before the first use. */
    public static final UsageLedger EMPTY = new UsageLedger(Optional.empty(), 0, Optional.empty());

    /** The lines that a new plan causes: the end of the open interval, if any, and the start of the next. */
    public List<UsageEntry> activated(Instant occurTime, CarriedPlan plan, Rate rate) {
        Instant time = notBack(occurTime);
        List<UsageEntry> entries = new ArrayList<>(ended(time));
        long sequence = lastSequence + entries.size() + 1;
        long number = newest.map(UsageInterval::number).orElse(0L) + 1;
        entries.add(new UsageEntry.Started(new UsageInterval(number, sequence, time, plan, rate, Optional.empty())));
        return List.copyOf(entries);
    }

    /** The lines that the end of traffic causes: none when there was no traffic. */
    public List<UsageEntry> released(Instant occurTime) {
        return ended(notBack(occurTime));
    }

    /** The ledger after these lines. */
    public UsageLedger after(List<UsageEntry> entries) {
        return entries.isEmpty()
                ? this
                : new UsageLedger(
                        Optional.of(entries.getLast().interval()),
                        entries.getLast().sequence(),
                        settledUntil);
    }

    /** The ledger with the plan of the open interval, where that was not written down. */
    public UsageLedger carriedBy(CarriedPlan plan) {
        return new UsageLedger(newest.map(interval -> interval.carriedBy(plan)), lastSequence, settledUntil);
    }

    private List<UsageEntry> ended(Instant time) {
        return newest.filter(interval -> interval.end().isEmpty())
                .<UsageEntry>map(interval -> new UsageEntry.Ended(interval.endAt(time, lastSequence + 1)))
                .map(List::of)
                .orElse(List.of());
    }

    private Instant notBack(Instant occurTime) {
        Instant time = occurTime.truncatedTo(ChronoUnit.MICROS);
        return Stream.of(newest.map(UsageInterval::lastTime), settledUntil, Optional.of(time))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
