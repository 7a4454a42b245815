package dev.braid.path.guard;

/**
 * How much may move at once. What is over it waits for the next judgement, the most important first.
 *
 * @param perMinute connections, of all together
 * @param perConnectionPerHour moves of one connection
 * @param inFlightRatio the share of all connections that may be on their way at a time ...
 * @param inFlightLeast ... and how many may be whatever share that is
 * @param perLinkPerMinute moves that leave or enter one link
 * @param perProviderPerMinute moves that leave or enter links of one provider
 * @param perMetroPerMinute moves that leave or enter links of one metro
 */
public record Budget(
        int perMinute,
        int perConnectionPerHour,
        double inFlightRatio,
        int inFlightLeast,
        int perLinkPerMinute,
        int perProviderPerMinute,
        int perMetroPerMinute) {
    public Budget {
        atLeastZero("per-minute", perMinute);
        atLeastZero("per-connection-per-hour", perConnectionPerHour);
        atLeastZero("in-flight-least", inFlightLeast);
        atLeastZero("per-link-per-minute", perLinkPerMinute);
        atLeastZero("per-provider-per-minute", perProviderPerMinute);
        atLeastZero("per-metro-per-minute", perMetroPerMinute);
        if (!(inFlightRatio >= 0 && inFlightRatio <= 1)) {
            throw new IllegalArgumentException("in-flight-ratio (%s) must be from 0 to 1.".formatted(inFlightRatio));
        }
    }

    /** How many of so many connections may be on their way at a time. */
    int inFlight(int connections) {
        return Math.max(inFlightLeast, (int) (connections * inFlightRatio));
    }

    private static void atLeastZero(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("%s (%d) must be at least 0.".formatted(name, value));
        }
    }
}
