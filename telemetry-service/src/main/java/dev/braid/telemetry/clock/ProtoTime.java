package dev.braid.telemetry.clock;

import com.google.protobuf.Timestamp;

/** Moments of the contracts, in microseconds of the epoch. */
public final class ProtoTime {
    private static final long US_PER_SECOND = 1_000_000;
    /** The last second of the year 9999, the end of a Timestamp's range. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private ProtoTime() {}

    /** The moment; one outside a Timestamp's range is the nearest inside, and no more sensible for that. */
    public static long us(Timestamp time) {
        long seconds = Math.clamp(time.getSeconds(), -LAST_SECOND, LAST_SECOND);
        return seconds * US_PER_SECOND + Math.clamp(time.getNanos(), 0, 999_999_999) / 1_000;
    }

    /** The moment as the contracts have it. */
    public static Timestamp timestamp(long us) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(us, US_PER_SECOND))
                .setNanos((int) Math.floorMod(us, US_PER_SECOND) * 1_000)
                .build();
    }
}
