package dev.braid.path.domain.route;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {
    private static final long BPS_PER_MBPS = 1_000_000;
    private static final long BPS_PER_GBPS = 1_000_000_000;

    private Figures() {}

    static String milliseconds(long latencyUs) {
        return String.format(Locale.ROOT, "%.1f ms", latencyUs / 1000.0);
    }

    static String bandwidth(long bandwidthBps) {
        return bandwidthBps >= BPS_PER_GBPS
                ? decimal(bandwidthBps, BPS_PER_GBPS) + " Gbit/s"
                : decimal(bandwidthBps, BPS_PER_MBPS) + " Mbit/s";
    }

    static String money(long micros, String currencyCode) {
        return BigDecimal.valueOf(micros, 6).setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currencyCode;
    }

    private static String decimal(long amount, long unit) {
        return BigDecimal.valueOf(amount)
                .divide(BigDecimal.valueOf(unit), 3, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }
}
