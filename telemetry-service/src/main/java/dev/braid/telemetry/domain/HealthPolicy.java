package dev.braid.telemetry.domain;

/**
 * When a connection counts as in trouble, and when as well again.
 *
 * @param atRiskBad so many bad windows ...
 * @param atRiskOf ... of the last so many are AT_RISK
 * @param brokenBad so many bad windows ...
 * @param brokenOf ... of the last so many are BROKEN
 * @param brokenDownInRow so many windows in a row with a link down are BROKEN
 * @param goodInRow so many good windows in a row end trouble
 * @param badLossRatio a link that loses this share or more makes the window bad
 * @param silenceUs a link without a window for longer makes the judgement UNKNOWN
 * @param forecastWindows the trend of so many windows tells what comes, an even number; 0 for nothing
 */
public record HealthPolicy(
        int atRiskBad,
        int atRiskOf,
        int brokenBad,
        int brokenOf,
        int brokenDownInRow,
        int goodInRow,
        double badLossRatio,
        long silenceUs,
        int forecastWindows) {
    private static final int MOST_WINDOWS = 60;
    private static final int LEAST_FORECAST = 20;
    private static final int MOST_FORECAST = 600;

    /** Looks ahead by the trend of a minute. */
    public HealthPolicy(
            int atRiskBad,
            int atRiskOf,
            int brokenBad,
            int brokenOf,
            int brokenDownInRow,
            int goodInRow,
            double badLossRatio,
            long silenceUs) {
        this(atRiskBad, atRiskOf, brokenBad, brokenOf, brokenDownInRow, goodInRow, badLossRatio, silenceUs, 60);
    }

    public HealthPolicy {
        within("at-risk-of", atRiskOf, 1, MOST_WINDOWS);
        within("broken-of", brokenOf, 1, MOST_WINDOWS);
        within("at-risk-bad", atRiskBad, 1, atRiskOf);
        within("broken-bad", brokenBad, 1, brokenOf);
        within("broken-down-in-row", brokenDownInRow, 1, MOST_WINDOWS);
        // Fewer would end trouble while the windows that led into it still count, and lead into it again.
        within("good-in-row", goodInRow, Math.max(atRiskOf, brokenOf), Integer.MAX_VALUE);
        if (!(badLossRatio > 0 && badLossRatio <= 1)) {
            throw new IllegalArgumentException(
                    "bad-loss-ratio (%s) must be above 0 and at most 1.".formatted(badLossRatio));
        }
        if (silenceUs <= 0) {
            throw new IllegalArgumentException("silence (%d us) must be above zero.".formatted(silenceUs));
        }
        if (forecastWindows != 0) {
            within("forecast-windows", forecastWindows, LEAST_FORECAST, MOST_FORECAST);
            if (forecastWindows % 2 != 0) {
                throw new IllegalArgumentException(
                        "forecast-windows (%d) must be even: each half is looked at.".formatted(forecastWindows));
            }
        }
    }

    /** How many windows are remembered. */
    int remembered() {
        return Math.max(atRiskOf, brokenOf);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s (%d) must be from %d to %d.".formatted(name, value, least, most));
        }
    }
}
