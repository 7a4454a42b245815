package dev.braid.gateway.domain;

/**
 * Admits a steady rate with bursts. Time is given by the caller, in nanoseconds of any clock that only goes forward.
 */
public final class TokenBucket {
    private final double perNano;
    private final double size;
    private double tokens;
    private long lastNanos;

    public TokenBucket(double perSecond, int size, long nowNanos) {
        if (!(perSecond > 0) || size < 1) {
            throw new IllegalArgumentException(
                    "A bucket of %d that fills with %s a second admits nothing.".formatted(size, perSecond));
        }
        this.perNano = perSecond / 1e9;
        this.size = size;
        this.tokens = size;
        this.lastNanos = nowNanos;
    }

    /** Takes one token and returns 0, or returns after how many nanoseconds there will be one. */
    public synchronized long take(long nowNanos) {
        fill(nowNanos);
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) / perNano);
    }

    /** Whether nothing is missing, so that a new bucket would be the same. */
    public synchronized boolean isFull(long nowNanos) {
        fill(nowNanos);
        return tokens >= size;
    }

    private void fill(long nowNanos) {
        if (nowNanos > lastNanos) {
            tokens = Math.min(size, tokens + (nowNanos - lastNanos) * perNano);
            lastNanos = nowNanos;
        }
    }
}
