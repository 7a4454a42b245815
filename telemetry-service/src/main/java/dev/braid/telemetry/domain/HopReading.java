package dev.braid.telemetry.domain;

/**
 * The newest window of one link, as the judge heard of it.
 *
 * @param windowEndUs by the source's clock: only good for telling windows of one link apart
 * @param heardSteadyUs by our steady clock: what silence is measured by
 */
public record HopReading(
        String linkId,
        long latencyP50Us,
        long latencyFloorUs,
        long jitterUs,
        double lossRatio,
        boolean down,
        long windowEndUs,
        long heardSteadyUs) {

    /** Whether packets went over the link. */
    boolean arrived() {
        return !down && latencyP50Us > 0;
    }

    /** What the link adds to the path: where no packet arrived, the least it could be. */
    long latencyUs() {
        return Math.max(latencyP50Us, latencyFloorUs);
    }
}
