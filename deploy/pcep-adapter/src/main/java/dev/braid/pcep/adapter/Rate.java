package dev.braid.pcep.adapter;

/** Bits per second as PCEP carries them: octets per second in 32 bits of floating point (RFC 5440, section 7.7). */
final class Rate {
    private static final double BITS = 8;

    private Rate() {}

    static float bytesPerSecond(long bps) {
        return (float) (bps / BITS);
    }

    /** About as many: only 24 bits of it are left. */
    static long bps(float bytesPerSecond) {
        return Math.round(bytesPerSecond * BITS);
    }
}
