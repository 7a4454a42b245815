package dev.braid.telemetry.domain;

import java.util.Collection;

/**
 * What was judged of a connection in one minute, or a part of it. Each mask has a bit for every second, the lowest for the first, so that
 * what two judges say adds up to no more than a minute.
 *
 * @param latencies of the path, one for each second in which packets went along all of it
 * @param windowCount how many seconds there were whose windows were all there
 * @param worstJitterUs the largest in any of them
 * @param lossSum of the loss ratios in all of them
 */
public record JudgedMinute(
        long metMask,
        long atRiskMask,
        long brokenMask,
        long unknownMask,
        int windowCount,
        long worstJitterUs,
        double lossSum,
        LatencySketch latencies) {

    /** What all parts come to. Of a second that they judged differently the worst counts, and anything above nothing. */
    public static ConnectionTotals sum(Collection<JudgedMinute> parts) {
        long broken = 0;
        long atRisk = 0;
        long met = 0;
        long unknown = 0;
        int windows = 0;
        long jitterUs = 0;
        double loss = 0;
        for (JudgedMinute part : parts) {
            broken |= part.brokenMask;
            atRisk |= part.atRiskMask;
            met |= part.metMask;
            unknown |= part.unknownMask;
            windows += part.windowCount;
            jitterUs = Math.max(jitterUs, part.worstJitterUs);
            loss += part.lossSum;
        }
        return new ConnectionTotals(
                Long.bitCount(met & ~broken & ~atRisk),
                Long.bitCount(atRisk & ~broken),
                Long.bitCount(broken),
                Long.bitCount(unknown & ~met & ~atRisk & ~broken),
                windows,
                jitterUs,
                loss,
                LatencySketch.merge(parts.stream().map(JudgedMinute::latencies).toList()));
    }

    /** How many seconds were judged. */
    public int secondCount() {
        return Long.bitCount(metMask | atRiskMask | brokenMask | unknownMask);
    }
}
