package dev.braid.intent.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A time in which a connection carried traffic on one plan at one rate; the sequences are those of its billing records. */
public record UsageInterval(
        long number, long startSequence, Instant startTime, CarriedPlan plan, Rate rate, Optional<End> end) {

    /** Where it ends, and what it comes to. */
    public record End(long sequence, Instant time, long amountMicros) {}

    UsageInterval endAt(Instant time, long sequence) {
        long amountMicros = rate.amountMicros(durationUs(time));
        return new UsageInterval(
                number, startSequence, startTime, plan, rate, Optional.of(new End(sequence, time, amountMicros)));
    }

    /** The same with its plan, where that was not written down when it started and it is still open. */
    UsageInterval carriedBy(CarriedPlan carried) {
        return plan.isKnown() || end.isPresent()
                ? this
                : new UsageInterval(number, startSequence, startTime, carried, rate, end);
    }

    /** Its length in microseconds; 0 while it is open. */
    public long durationUs() {
        return end.map(e -> durationUs(e.time())).orElse(0L);
    }

    private long durationUs(Instant until) {
        Duration length = Duration.between(startTime, until);
        return Math.addExact(Math.multiplyExact(length.getSeconds(), 1_000_000L), length.getNano() / 1_000);
    }

    Instant lastTime() {
        return end.map(End::time).orElse(startTime);
    }
}
