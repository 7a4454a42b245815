package dev.braid.lab.agent;

import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import java.time.Instant;
import java.time.InstantSource;

/** What every command carries. */
record Terms(String reference, long revision, long epoch, Instant notAfter) {
    /** Throws OrderRefused. */
    void notExpired(InstantSource clock) {
        Instant now = clock.instant();
        if (now.isAfter(notAfter)) {
            throw new OrderRefused(Reason.EXPIRED, "not_after_time = %s, and it is %s.".formatted(notAfter, now));
        }
    }
}
