package dev.braid.lab.agent;

import dev.braid.lab.order.OrderRecord;
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

    /** Of two epochs the later one decides, whatever the revisions are; throws OrderRefused. */
    void notStale(OrderRecord order) {
        if (epoch < order.epoch()) {
            throw new OrderRefused(
                    Reason.STALE_EPOCH, "epoch = %d, and %d was taken before.".formatted(epoch, order.epoch()));
        }
        if (epoch == order.epoch() && revision < order.revision()) {
            throw new OrderRefused(
                    Reason.STALE_REVISION,
                    "revision = %d, and %d was taken before.".formatted(revision, order.revision()));
        }
    }
}
