package dev.braid.path.domain.route;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as people read them. */
final class Figures {
    private static final long BPS_PER_MBPS = 1_000_000;
    private static final long BPS_PER_GBPS = 1_000_000_000;
    private static final long US_PER_TENTH = 100;
    private static final long MICROS_PER_CENT = 10_000;

    private Figures() {}

    static String milliseconds(long latencyUs) {
        long tenths = (latencyUs + US_PER_TENTH / 2) / US_PER_TENTH;
        return tenths / 10 + "." + tenths % 10 + " ms";
    }

    static String bandwidth(long bandwidthBps) {
        return bandwidthBps >= BPS_PER_GBPS
                ? decimal(bandwidthBps, BPS_PER_GBPS) + " Gbit/s"
                : decimal(bandwidthBps, BPS_PER_MBPS) + " Mbit/s";
    }

    static String money(long micros, String currencyCode) {
        long cents = (micros + MICROS_PER_CENT / 2) / MICROS_PER_CENT;
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest + " " + currencyCode;
    }

    private static String decimal(long amount, long unit) {
        return BigDecimal.valueOf(amount)
                .divide(BigDecimal.valueOf(unit), 3, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }
}
