package dev.braid.provisioning.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How fast we go: back-off with full jitter after failures, read-backs spread over their period, commands that expire.
 *
 * @param firstBackOff the longest wait after one failure; doubled with each further one
 * @param longestBackOff no wait is longer
 * @param commandLife how long a command may be on its way before the provider refuses it
 * @param clockSkew how far the provider's clock may be behind ours
 * @param auditPeriod each leg that is held or carries traffic is read back once in this time
 * @param gateRecheck how soon a connection that waits for its siblings looks again by itself
 * @param firstLook how soon an order that waits for somebody is looked at
 * @param longestLook no wait between two such looks is longer
 * @param soak how long the legs of the plan before stay held after a switch; zero for not at all
 */
public record Pace(
        Duration firstBackOff,
        Duration longestBackOff,
        Duration commandLife,
        Duration clockSkew,
        Duration auditPeriod,
        Duration gateRecheck,
        Duration firstLook,
        Duration longestLook,
        Duration soak,
        RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;
    /** Of the time that an order has waited already. */
    private static final int LOOKS_IN_THE_TIME_WAITED = 10;
    /** In equal distances, the last one when it is over. */
    private static final int LOOKS_IN_A_SOAK = 3;

    /** Anywhere between now and the bound for so many failures in a row, so that a crowd spreads out. */
    Instant retryTime(int failureCount, Instant now) {
        long doubled = firstBackOff.toNanos() << Math.clamp(failureCount - 1L, 0, MAX_DOUBLINGS);
        long boundNanos = doubled < firstBackOff.toNanos() || doubled > longestBackOff.toNanos()
                ? longestBackOff.toNanos()
                : doubled;
        return now.plusNanos(random.nextLong(boundNanos + 1));
    }

    /** Between half a period and one and a half from now: one period on average, and never in step. */
    Instant auditTime(Instant now) {
        long period = auditPeriod.toNanos();
        return now.plusNanos(period / 2 + random.nextLong(period + 1));
    }

    /**
     * When to look again at an order that waits: the longer it has, the later, between half and all of the bound; and when
     * its time is over, but no sooner than half of the first bound, as who waits may put that off again and again.
     */
    Instant lookTime(PendingOn pendingOn, Instant now) {
        Duration waited = Duration.between(pendingOn.sinceTime(), now);
        long boundMillis =
                Math.clamp(waited.toMillis() / LOOKS_IN_THE_TIME_WAITED, firstLook.toMillis(), longestLook.toMillis());
        Instant look = now.plusMillis(boundMillis / 2 + random.nextLong(boundMillis / 2 + 1));
        Instant soonest = now.plusMillis(firstLook.toMillis() / 2);
        return pendingOn
                .expireTime()
                .filter(it -> it.isAfter(now) && it.isBefore(look))
                .map(it -> it.isBefore(soonest) ? soonest : it)
                .orElse(look);
    }

    /** When to look next at a leg that soaks until then; {@link Instant#MAX} where it was looked at since. */
    Instant soakLookTime(Instant soakEndTime, Instant now) {
        if (!now.isBefore(soakEndTime)) {
            return Instant.MAX;
        }
        long left = Duration.between(now, soakEndTime).toMillis();
        // The soak may have begun under a longer setting.
        long distance = Math.max(1, Math.max(left, soak.toMillis()) / LOOKS_IN_A_SOAK);
        return soakEndTime.minusMillis(Math.max(0, left - 1) / distance * distance);
    }

    Instant notAfterTime(Instant now) {
        return now.plus(commandLife);
    }

    /** From then on a command sent now cannot take effect any more. */
    Instant expiryTime(Instant now) {
        return notAfterTime(now).plus(clockSkew);
    }
}
