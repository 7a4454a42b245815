package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The account of one connection and month: its use, against what was judged of the plans that carried it. A judgement
 * counts for the time in which its own plan carried the traffic, and for no other.
 */
public final class MonthAccount {
    private final SlaMonth month;
    private final List<Use.Slice> slices;
    private final Map<Long, List<Span>> spans;

    /**
     * An account.
     *
     * @param until up to when the month is looked at, at most to its end
     * @param uses those that overlap the month, in their order; they do not overlap each other
     * @param spans by the revision of the plan, those that overlap the month, in their order
     */
    public MonthAccount(SlaMonth month, Instant until, List<Use> uses, Map<Long, List<Span>> spans) {
        this.month = month;
        this.spans = Map.copyOf(spans);
        Instant end = until.isBefore(month.end()) ? until : month.end();
        this.slices = uses.stream()
                .flatMap(use -> use.between(month.start(), end).stream())
                .toList();
    }

    /** What was measured. */
    public SlaFigures figures() {
        Tally tally = new Tally();
        for (Use.Slice slice : slices) {
            tally.activeUs += us(slice.start(), slice.end());
            for (Span span : spans.getOrDefault(slice.use().revision(), List.of())) {
                tally.add(slice, span);
            }
        }
        return tally.figures();
    }

    /** What the use comes to by currency, in millionths of it, rounded down. */
    public Map<String, Long> chargeMicros() {
        Map<String, Charge> charges = new TreeMap<>();
        for (Use.Slice slice : slices) {
            var rate = slice.use().rate();
            charges.merge(
                    rate.currencyCode(),
                    Charge.of(rate.priceMicrosPerHour(), us(slice.start(), slice.end())),
                    Charge::plus);
        }
        Map<String, Long> micros = new TreeMap<>();
        charges.forEach((currency, charge) -> micros.put(currency, charge.micros()));
        return micros;
    }

    /** What was promised when. */
    public record Promised(long generation, Instant start, Optional<Instant> end) {}

    /** Which generation was carried when, in the order of time; the last one has no end while it is carried. */
    public List<Promised> promised() {
        List<Promised> promised = new ArrayList<>();
        for (Use.Slice slice : slices) {
            Optional<Instant> end = slice.use().end().filter(e -> !e.isAfter(month.end()));
            Promised next = new Promised(slice.use().generation(), slice.start(), end);
            if (!promised.isEmpty()
                    && promised.getLast().generation() == next.generation()
                    && promised.getLast().end().equals(Optional.of(next.start()))) {
                Promised last = promised.removeLast();
                promised.add(new Promised(last.generation(), last.start(), next.end()));
            } else {
                promised.add(next);
            }
        }
        return List.copyOf(promised);
    }

    private static long us(Instant start, Instant end) {
        return Duration.between(start, end).toNanos() / 1_000;
    }

    private final class Tally {
        private final Map<Promise, Long> promiseBreachUs = new EnumMap<>(Promise.class);
        private long activeUs;
        private long knownUs;
        private long breachUs;
        private int breachCount;
        private long longestBreachUs;
        private long worstLatencyUs;
        private Instant breachEnd = Instant.MIN;
        private long breachLengthUs;

        private void add(Use.Slice slice, Span span) {
            if (SlaMonth.of(span.start()).equals(month)) {
                worstLatencyUs = Math.max(worstLatencyUs, span.worstLatencyUs());
            }
            Instant start = span.start().isAfter(slice.start()) ? span.start() : slice.start();
            Instant end = span.end().isBefore(slice.end()) ? span.end() : slice.end();
            if (!end.isAfter(start)) {
                return;
            }
            long lengthUs = us(start, end);
            knownUs += lengthUs;
            if (span.health() == Health.BROKEN) {
                breach(start, end, lengthUs);
                span.broken().forEach(promise -> promiseBreachUs.merge(promise, lengthUs, Long::sum));
            }
        }

        private void breach(Instant start, Instant end, long lengthUs) {
            boolean goesOn = start.equals(breachEnd);
            breachCount += goesOn ? 0 : 1;
            breachLengthUs = goesOn ? breachLengthUs + lengthUs : lengthUs;
            breachEnd = end;
            breachUs += lengthUs;
            longestBreachUs = Math.max(longestBreachUs, breachLengthUs);
        }

        private SlaFigures figures() {
            return new SlaFigures(
                    activeUs,
                    breachUs,
                    activeUs - knownUs,
                    breachCount,
                    longestBreachUs,
                    worstLatencyUs,
                    promiseBreachUs);
        }
    }
}
