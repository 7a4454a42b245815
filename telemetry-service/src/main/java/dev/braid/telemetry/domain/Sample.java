package dev.braid.telemetry.domain;

/**
 * One measurement of a link, as it came: nothing about it is believed yet. A loss ratio of 1 means that nothing
 * arrived, and then the latency means nothing.
 */
public record Sample(
        String linkId,
        String sourceId,
        long measureTimeUs,
        long latencyUs,
        long jitterUs,
        double lossRatio,
        long throughputBps) {

    /** Whether nothing arrived over the link. */
    public boolean lostWhole() {
        return lossRatio >= 1;
    }
}
