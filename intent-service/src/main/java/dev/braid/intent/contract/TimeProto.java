package dev.braid.intent.contract;

import com.google.protobuf.Timestamp;
import dev.braid.platform.errors.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times on the wire, in whole microseconds, as the database keeps them. */
public final class TimeProto {
    private static final long MIN_SECONDS = -62_135_596_800L;
    private static final long MAX_SECONDS = 253_402_300_799L;
    private static final int MAX_NANOS = 999_999_999;

    private TimeProto() {}

    /** As it goes over the wire. */
    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    /** The time of this moment. */
    public static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A time that somebody reports: one that lies ahead of now by more than the tolerance cannot have happened. */
    public static Instant past(String field, Timestamp timestamp, Duration tolerance) {
        if (timestamp.getSeconds() < MIN_SECONDS
                || timestamp.getSeconds() > MAX_SECONDS
                || timestamp.getNanos() < 0
                || timestamp.getNanos() > MAX_NANOS) {
            throw Refusal.invalid(
                    field, "is no time: %d s and %d ns".formatted(timestamp.getSeconds(), timestamp.getNanos()));
        }
        Instant time = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
                .truncatedTo(ChronoUnit.MICROS);
        Instant latest = now().plus(tolerance);
        if (time.isAfter(latest)) {
            throw Refusal.invalid(field, "must not be after %s, but is %s".formatted(latest, time));
        }
        return time;
    }
}
