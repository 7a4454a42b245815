package dev.braid.lab.stamp;

/** How far a clock is believed (RFC 4656, section 4.1.2): multiplier × 2^(scale − 32) seconds. */
final class ErrorEstimate {
    /** Synchronised, in the format of NTP, right to 15 µs: what kernel stamps of one machine's clock are. */
    static final int ONE_CLOCK = 0x8000 | 16 << 8 | 1;

    private static final int PTP_FORMAT = 0x4000;

    private ErrorEstimate() {}

    /** A multiplier of 0 says that the packet is broken. */
    static boolean valid(int estimate) {
        return (estimate & 0xff) != 0;
    }

    /** Whether the times beside it are in the format of NTP; else they are in that of PTP, which is only sent back here. */
    static boolean ntp(int estimate) {
        return (estimate & PTP_FORMAT) == 0;
    }
}
