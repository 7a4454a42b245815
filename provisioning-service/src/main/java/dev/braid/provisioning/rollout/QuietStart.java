package dev.braid.provisioning.rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The first minutes of this process, in which it asks nobody to let go: what it wants then may be read by half, or be
 * wrong. They are counted by the machine's own unbroken clock and told in the time of the database.
 */
@Startup
@ApplicationScoped
class QuietStart {
    private static final Logger LOG = Logger.getLogger(QuietStart.class);
    private static final String KEY = "braid.provisioning.rollout.quiet-start";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration length;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Counter heldBack;
    private final AtomicBoolean told = new AtomicBoolean();

    @Inject
    QuietStart(RolloutSettings settings, MeterRegistry meters) {
        this(settings.quietStart(), System::nanoTime, meters);
    }

    QuietStart(Duration length, LongSupplier nanoTime, MeterRegistry meters) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("%s (%s) must be from PT0S to %s.".formatted(KEY, length, LONGEST));
        }
        this.length = length;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.heldBack = meters.counter("braid.provisioning.releases.held.back");
        meters.gauge(
                "braid.provisioning.quiet.start.left", this, it -> it.left().toMillis() / 1000.0);
    }

    private Duration left() {
        Duration left = length.minusNanos(sinceStart());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private long sinceStart() {
        return nanoTime.getAsLong() - startNanos;
    }

    /** When this process started, if it is now that time. */
    Instant beganAt(Instant now) {
        return now.minusNanos(sinceStart());
    }

    /** When it is over, if it is now that time. */
    Instant endsAt(Instant now) {
        return now.plus(left());
    }

    /** Takes note of legs that are not released yet. */
    void heldBack(List<String> legIds) {
        if (legIds.isEmpty()) {
            return;
        }
        heldBack.increment(legIds.size());
        if (told.compareAndSet(false, true)) {
            LOG.infof(
                    "No leg is released in the next %d s (%s): %s waits, and more may.",
                    left().toSeconds(), KEY, legIds.getFirst());
        }
    }
}
