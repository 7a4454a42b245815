package dev.braid.platform.proto;

import com.google.protobuf.Timestamp;
import dev.braid.platform.errors.Refusal;
import java.time.Instant;

/** Moments as the contracts carry them: from the year 1 to the year 9999, and what lies outside is no moment. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int MAX_NANOS = 999_999_999;
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_US = 1_000;

    private Times() {}

    /**
     * The moment as it goes over the wire.
     *
     * @throws IllegalArgumentException when no message can carry it
     */
    public static Timestamp timestamp(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("%s does not lie between %s and %s.".formatted(time, FIRST, LAST));
        }
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    /**
     * The moment that lies so many microseconds after the start of the epoch.
     *
     * @throws IllegalArgumentException when no message can carry it
     */
    public static Timestamp timestampOfUs(long us) {
        long seconds = Math.floorDiv(us, US_PER_SECOND);
        return timestamp(Instant.ofEpochSecond(seconds, Math.floorMod(us, US_PER_SECOND) * NANOS_PER_US));
    }

    /**
     * The moment of a record.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Instant instant(Timestamp timestamp) {
        if (!isMoment(timestamp)) {
            throw new IllegalArgumentException("The time " + fault(timestamp) + ".");
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    /**
     * The moment in a field of a request or an event.
     *
     * @throws Refusal when it is none
     */
    public static Instant instant(String field, Timestamp timestamp) {
        if (!isMoment(timestamp)) {
            throw Refusal.invalid(field, fault(timestamp));
        }
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    /** The moment in whole microseconds of the epoch; for what is none, the nearest: never fails, never overflows. */
    public static long nearestUs(Timestamp timestamp) {
        if (timestamp.getSeconds() < FIRST.getEpochSecond()) {
            return FIRST.getEpochSecond() * US_PER_SECOND;
        }
        if (timestamp.getSeconds() > LAST.getEpochSecond()) {
            return LAST.getEpochSecond() * US_PER_SECOND + MAX_NANOS / NANOS_PER_US;
        }
        return timestamp.getSeconds() * US_PER_SECOND + Math.clamp(timestamp.getNanos(), 0, MAX_NANOS) / NANOS_PER_US;
    }

    /** Whether it lies where moments lie. */
    public static boolean isMoment(Timestamp timestamp) {
        return timestamp.getSeconds() >= FIRST.getEpochSecond()
                && timestamp.getSeconds() <= LAST.getEpochSecond()
                && timestamp.getNanos() >= 0
                && timestamp.getNanos() <= MAX_NANOS;
    }

    /** What is wrong with a timestamp that is no moment, for the author of the field. */
    public static String fault(Timestamp timestamp) {
        return "must lie between %s and %s, but is %d s and %d ns"
                .formatted(FIRST, LAST, timestamp.getSeconds(), timestamp.getNanos());
    }
}
