package dev.braid.local.demo;

import java.util.Locale;

/** Values as people read them. */
final class Figures {
    private Figures() {}

    static String ms(long microseconds) {
        return String.format(Locale.ROOT, "%.1f ms", microseconds / 1000.0);
    }

    static String perHour(long micros, String currencyCode) {
        return String.format(Locale.ROOT, "%.2f %s/h", micros / 1e6, currencyCode);
    }

    static String gbps(long bandwidthBps) {
        return String.format(Locale.ROOT, "%.0f Gbit/s", bandwidthBps / 1e9);
    }
}
