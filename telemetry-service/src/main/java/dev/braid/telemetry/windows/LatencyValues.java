package dev.braid.telemetry.windows;

import dev.braid.telemetry.domain.LatencySketch;
import java.util.Arrays;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.IntCountsHistogram;

/**
 * The latencies of one window. Few are kept as they are and give exact quantiles; many go into a sketch whose
 * quantiles are right to one part in a thousand, so that a fast probe costs no more memory than a slow one.
 */
final class LatencyValues {
    static final int KEPT = 64;
    private static final int SIGNIFICANT_DIGITS = 3;

    private long[] kept = new long[2];
    private int count;
    private IntCountsHistogram sketch;

    void add(long latencyUs) {
        if (sketch != null) {
            sketch.recordValue(latencyUs);
        } else if (count == KEPT) {
            sketch = new IntCountsHistogram(SIGNIFICANT_DIGITS);
            for (int i = 0; i < count; i++) {
                sketch.recordValue(kept[i]);
            }
            kept = null;
            sketch.recordValue(latencyUs);
        } else {
            if (count == kept.length) {
                kept = Arrays.copyOf(kept, count * 4);
            }
            kept[count] = latencyUs;
        }
        count++;
    }

    /** The least value that the given share of all values does not exceed; 0 where there is none. */
    long quantile(double share) {
        if (count == 0) {
            return 0;
        }
        if (sketch != null) {
            return sketch.getValueAtPercentile(share * 100);
        }
        Arrays.sort(kept, 0, count);
        return kept[Math.max(0, (int) Math.ceil(share * count) - 1)];
    }

    /** How they are spread, within 0.5 % of what they are. */
    LatencySketch spread() {
        if (sketch == null) {
            return LatencySketch.of(Arrays.copyOf(kept, count));
        }
        long[] latenciesUs = new long[KEPT];
        long[] times = new long[KEPT];
        int size = 0;
        for (HistogramIterationValue value : sketch.recordedValues()) {
            if (size == times.length) {
                latenciesUs = Arrays.copyOf(latenciesUs, 2 * size);
                times = Arrays.copyOf(times, 2 * size);
            }
            latenciesUs[size] = value.getValueIteratedTo();
            times[size++] = value.getCountAtValueIteratedTo();
        }
        return LatencySketch.of(Arrays.copyOf(latenciesUs, size), Arrays.copyOf(times, size));
    }
}
