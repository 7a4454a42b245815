package dev.braid.telemetry.domain;

import java.util.Collection;

/**
 * How the promises of a connection were kept over a time, and what its path measured.
 *
 * @param metSeconds how many seconds were judged so; what lacks to the whole time was judged by nobody
 * @param windowCount in how many seconds every link of the path brought a window
 * @param worstJitterUs the largest of the path in any of them
 * @param lossSum of the path's loss ratios in all of them
 * @param latencies of the path, one for each of them
 */
public record ConnectionTotals(
        int metSeconds,
        int atRiskSeconds,
        int brokenSeconds,
        int unknownSeconds,
        int windowCount,
        long worstJitterUs,
        double lossSum,
        LatencySketch latencies) {

    /** The totals of the parts together. */
    public static ConnectionTotals sum(Collection<ConnectionTotals> parts) {
        return new ConnectionTotals(
                parts.stream().mapToInt(ConnectionTotals::metSeconds).sum(),
                parts.stream().mapToInt(ConnectionTotals::atRiskSeconds).sum(),
                parts.stream().mapToInt(ConnectionTotals::brokenSeconds).sum(),
                parts.stream().mapToInt(ConnectionTotals::unknownSeconds).sum(),
                parts.stream().mapToInt(ConnectionTotals::windowCount).sum(),
                parts.stream().mapToLong(ConnectionTotals::worstJitterUs).max().orElse(0),
                parts.stream().mapToDouble(ConnectionTotals::lossSum).sum(),
                LatencySketch.merge(
                        parts.stream().map(ConnectionTotals::latencies).toList()));
    }

    /** The mean of the path's, 0 to 1. */
    public double lossRatio() {
        return windowCount == 0 ? 0 : Math.clamp(lossSum / windowCount, 0, 1);
    }
}
