package dev.braid.intent.contract;

import com.google.protobuf.Timestamp;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.proto.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments in whole microseconds, as the database keeps them. */
public final class Moments {
    private Moments() {}

    /** This moment. */
    public static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A moment that somebody reports: one that lies ahead of now by more than the tolerance cannot have happened. */
    public static Instant past(String field, Timestamp timestamp, Duration tolerance) {
        Instant time = Times.instant(field, timestamp).truncatedTo(ChronoUnit.MICROS);
        Instant latest = now().plus(tolerance);
        if (time.isAfter(latest)) {
            throw Refusal.invalid(field, "must not be after %s, but is %s".formatted(latest, time));
        }
        return time;
    }
}
