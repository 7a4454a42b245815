package dev.braid.intent.domain;

/** What use costs: bandwidth in bits per second, price in millionths of the currency (ISO 4217) per hour. */
public record Rate(long bandwidthBps, long priceMicrosPerHour, String currencyCode) {
    /** A hundred million of any currency per hour: dearer is a mistake, and amounts stay countable for ten years. */
    public static final long MAX_PRICE_MICROS_PER_HOUR = 100_000_000_000_000L;

    private static final long HOUR_US = 3_600_000_000L;

    public Rate {
        if (bandwidthBps <= 0) {
            throw new IllegalArgumentException("The bandwidth (%d bit/s) is not positive.".formatted(bandwidthBps));
        }
        if (priceMicrosPerHour < 0 || priceMicrosPerHour > MAX_PRICE_MICROS_PER_HOUR) {
            throw new IllegalArgumentException("The price (%d millionths per hour) is not between 0 and %d."
                    .formatted(priceMicrosPerHour, MAX_PRICE_MICROS_PER_HOUR));
        }
        if (!currencyCode.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("The currency '%s' is not of three capitals.".formatted(currencyCode));
        }
    }

    /**
     * What use of that length comes to, rounded half up. Price and time are split into whole hours' worth and a rest,
     * so that no product on the way leaves 64 bits: the rests are both below 3.6e9 and their product fits unsigned.
     */
    public long amountMicros(long durationUs) {
        if (durationUs < 0) {
            throw new IllegalArgumentException("The duration (%d us) is negative.".formatted(durationUs));
        }
        long wholePrice = priceMicrosPerHour / HOUR_US;
        long restPrice = priceMicrosPerHour % HOUR_US;
        long wholeHours = durationUs / HOUR_US;
        long restUs = durationUs % HOUR_US;
        long ofRests = Long.divideUnsigned(restPrice * restUs + HOUR_US / 2, HOUR_US);
        return Math.addExact(
                Math.addExact(Math.multiplyExact(wholePrice, durationUs), Math.multiplyExact(restPrice, wholeHours)),
                ofRests);
    }
}
