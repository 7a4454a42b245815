package dev.braid.lab.stamp;

/** The 64 bits in which NTP writes a time (RFC 5905): seconds since 1900 and their fraction, 0.23 ns apart. */
final class NtpTime {
    private static final long NANOS = 1_000_000_000L;
    private static final long HALF = 1L << 31;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private NtpTime() {}

    /** Of nanoseconds since 1970; after 2036 the seconds begin anew, which {@link #minus} does not mind. */
    static long of(long epochNs) {
        long seconds = Math.floorDiv(epochNs, NANOS) + SECONDS_1900_TO_1970;
        return seconds << 32 | (Math.floorMod(epochNs, NANOS) << 32) / NANOS;
    }

    /** Nanoseconds from the earlier to the later time, to the nearest, right for what is less than 34 years apart. */
    static long minus(long later, long earlier) {
        long difference = later - earlier;
        return (difference >> 32) * NANOS + ((difference & 0xffff_ffffL) * NANOS + HALF >>> 32);
    }
}
