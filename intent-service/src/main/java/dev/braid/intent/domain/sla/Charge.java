package dev.braid.intent.domain.sla;

import java.math.BigInteger;

/** What use comes to, exactly: price times time, before anything is rounded. */
record Charge(BigInteger priceMicrosTimesUs) {
    private static final BigInteger HOUR_US = BigInteger.valueOf(3_600_000_000L);

    static Charge of(long priceMicrosPerHour, long durationUs) {
        return new Charge(BigInteger.valueOf(priceMicrosPerHour).multiply(BigInteger.valueOf(durationUs)));
    }

    Charge plus(Charge other) {
        return new Charge(priceMicrosTimesUs.add(other.priceMicrosTimesUs));
    }

    /** In millionths of the currency, rounded down: nobody is credited what was not charged. */
    long micros() {
        return priceMicrosTimesUs.divide(HOUR_US).longValueExact();
    }
}
