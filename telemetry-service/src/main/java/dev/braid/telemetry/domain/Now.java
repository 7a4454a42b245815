package dev.braid.telemetry.domain;

/**
 * One moment, read from two clocks.
 *
 * @param wallUs microseconds of the epoch; it may jump when the machine's clock is set
 * @param steadyUs microseconds since some moment; only good for durations, and it never jumps
 */
public record Now(long wallUs, long steadyUs) {
    private static final long SKEW_US = 1_000_000;

    /** The steady time of something that the wall clock saw then; what lies in the future is taken as now. */
    public long steadyOf(long thenWallUs) {
        return steadyUs - Math.max(0, wallUs - thenWallUs);
    }

    /** Whether the wall clock was set back since it showed that, or whoever saw that has another one that is wrong. */
    public boolean isBefore(long thenWallUs) {
        return thenWallUs > wallUs + SKEW_US;
    }
}
