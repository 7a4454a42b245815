package dev.braid.intent.domain.sla;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A calendar month by UTC. */
public record SlaMonth(YearMonth yearMonth) implements Comparable<SlaMonth> {
    /** The month in which that moment lies. */
    public static SlaMonth of(Instant time) {
        return new SlaMonth(YearMonth.from(time.atOffset(ZoneOffset.UTC)));
    }

    /** The first month no part of which lies before that moment. */
    public static SlaMonth firstWhole(Instant time) {
        SlaMonth month = of(time);
        return month.start().isBefore(time) ? month.next() : month;
    }

    /** The month as it is written, such as 2026-11. */
    public static SlaMonth parse(String text) {
        return new SlaMonth(YearMonth.parse(text));
    }

    /** Where it starts. */
    public Instant start() {
        return yearMonth.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Where the next one starts. */
    public Instant end() {
        return next().start();
    }

    /** The month after it. */
    public SlaMonth next() {
        return new SlaMonth(yearMonth.plusMonths(1));
    }

    @Override
    public int compareTo(SlaMonth other) {
        return yearMonth.compareTo(other.yearMonth);
    }

    @Override
    public String toString() {
        return yearMonth.toString();
    }
}
