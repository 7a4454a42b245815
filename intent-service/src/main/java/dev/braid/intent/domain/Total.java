package dev.braid.intent.domain;

import java.util.Collection;

/** A sum of prices, in millionths of the currency per hour; prices in several currencies have no sum. */
public record Total(long priceMicrosPerHour, String currencyCode) {
    /** Nothing to pay. */
    public static final Total NONE = new Total(0, "");

    /** The sum of the prices. */
    public static Total of(Collection<Total> prices) {
        long currencies = prices.stream().map(Total::currencyCode).distinct().count();
        return currencies == 1
                ? new Total(
                        prices.stream().mapToLong(Total::priceMicrosPerHour).reduce(0, Math::addExact),
                        prices.iterator().next().currencyCode())
                : NONE;
    }
}
