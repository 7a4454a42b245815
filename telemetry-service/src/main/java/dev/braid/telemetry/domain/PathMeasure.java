package dev.braid.telemetry.domain;

import java.util.List;

/**
 * What the windows of a path's links come to along the path.
 *
 * @param latencyUs the sum
 * @param jitterUs the sum, as path computation counts it
 * @param lossRatio the share that at least one link loses
 * @param worstLinkLossRatio that of the link that loses most
 * @param down whether a link is down
 * @param arrived whether packets went along all of it, so that the latency is one that was measured
 */
public record PathMeasure(
        long latencyUs, long jitterUs, double lossRatio, double worstLinkLossRatio, boolean down, boolean arrived) {
    /** Along the links of a path. */
    public static PathMeasure of(List<HopReading> path) {
        long latencyUs = 0;
        long jitterUs = 0;
        double arrivedRatio = 1;
        double worstLinkLossRatio = 0;
        boolean down = false;
        boolean arrived = true;
        for (HopReading hop : path) {
            latencyUs += hop.latencyUs();
            jitterUs += hop.jitterUs();
            arrivedRatio *= 1 - hop.lossRatio();
            worstLinkLossRatio = Math.max(worstLinkLossRatio, hop.lossRatio());
            down |= hop.down();
            arrived &= hop.arrived();
        }
        return new PathMeasure(latencyUs, jitterUs, 1 - arrivedRatio, worstLinkLossRatio, down, arrived);
    }
}
