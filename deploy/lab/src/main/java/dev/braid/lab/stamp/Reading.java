package dev.braid.lab.stamp;

import java.util.Arrays;

/**
 * What one direction measured in one interval.
 *
 * @param endNs where the interval ends, in nanoseconds since 1970
 * @param latencyUs the median one way, in microseconds; means nothing when all was lost
 * @param jitterUs the mean difference of one packet from the next, in microseconds
 * @param lossRatio the share of packets that were lost, 0 to 1
 */
public record Reading(long endNs, long latencyUs, long jitterUs, double lossRatio) {
    /** Of the delays of what arrived, in nanoseconds, in the order of sending. */
    static Reading of(long endNs, long[] delaysNs, double lossRatio) {
        if (delaysNs.length == 0) {
            return new Reading(endNs, 0, 0, 1);
        }
        long differences = 0;
        for (int i = 1; i < delaysNs.length; i++) {
            differences += Math.abs(delaysNs[i] - delaysNs[i - 1]);
        }
        long[] sorted = delaysNs.clone();
        Arrays.sort(sorted);
        return new Reading(
                endNs,
                sorted[(sorted.length - 1) / 2] / 1000,
                delaysNs.length == 1 ? 0 : differences / (delaysNs.length - 1) / 1000,
                lossRatio);
    }
}
