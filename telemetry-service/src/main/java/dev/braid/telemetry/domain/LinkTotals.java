package dev.braid.telemetry.domain;

import java.util.Collection;

/**
 * All that a link measured in a time, such that the totals of a longer time are those of its parts added up.
 *
 * @param sampleCount accepted samples
 * @param windowCount windows of one second that had any
 * @param downCount how many of them ended with the link down
 * @param jitterSumUs of all samples
 * @param lossSum of the loss ratios of all samples
 * @param latencies of the samples that arrived
 */
public record LinkTotals(
        long sampleCount, int windowCount, int downCount, long jitterSumUs, double lossSum, LatencySketch latencies) {

    /** The totals of the parts together. */
    public static LinkTotals sum(Collection<LinkTotals> parts) {
        long samples = 0;
        int windows = 0;
        int down = 0;
        long jitterUs = 0;
        double loss = 0;
        for (LinkTotals part : parts) {
            samples += part.sampleCount;
            windows += part.windowCount;
            down += part.downCount;
            jitterUs += part.jitterSumUs;
            loss += part.lossSum;
        }
        return new LinkTotals(
                samples,
                windows,
                down,
                jitterUs,
                loss,
                LatencySketch.merge(parts.stream().map(LinkTotals::latencies).toList()));
    }

    /** The mean of all samples; 0 where nothing arrived. */
    public long jitterUs() {
        return latencies.count() == 0 ? 0 : jitterSumUs / sampleCount;
    }

    /** The mean of all samples, 0 to 1. */
    public double lossRatio() {
        return sampleCount == 0 ? 0 : Math.clamp(lossSum / sampleCount, 0, 1);
    }
}
