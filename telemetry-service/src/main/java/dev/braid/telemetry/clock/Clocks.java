package dev.braid.telemetry.clock;

import dev.braid.telemetry.domain.Now;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's two clocks. */
@ApplicationScoped
public class Clocks {
    /** This moment. */
    public Now now() {
        return new Now(wallUs(), steadyUs());
    }

    /** Microseconds of the epoch. */
    public long wallUs() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Microseconds since some moment. */
    public long steadyUs() {
        return System.nanoTime() / 1_000;
    }
}
