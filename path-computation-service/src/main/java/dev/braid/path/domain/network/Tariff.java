package dev.braid.path.domain.network;

/** How a rate becomes a price. */
public final class Tariff {
    /** ISO 4217: all prices of the topology are in it. */
    public static final String CURRENCY_CODE = "USD";

    private static final long BPS_PER_GBPS = 1_000_000_000L;

    private Tariff() {}

    /**
     * The price of the bandwidth for an hour, rounded half up to a millionth. Cut into parts whose products fit into
     * 64 bits for every rate and bandwidth that the contracts allow.
     */
    public static long microsPerHour(long priceMicrosPerGbpsHour, long bandwidthBps) {
        long wholeGbps = bandwidthBps / BPS_PER_GBPS;
        long restBps = bandwidthBps % BPS_PER_GBPS;
        long rateHigh = priceMicrosPerGbpsHour / BPS_PER_GBPS;
        long rateLow = priceMicrosPerGbpsHour % BPS_PER_GBPS;
        return Math.multiplyExact(priceMicrosPerGbpsHour, wholeGbps)
                + rateHigh * restBps
                + (rateLow * restBps + BPS_PER_GBPS / 2) / BPS_PER_GBPS;
    }
}
