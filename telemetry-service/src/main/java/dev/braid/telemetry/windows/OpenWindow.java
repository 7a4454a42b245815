package dev.braid.telemetry.windows;

import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.Arrays;
import java.util.Optional;

/** One second of one link that still takes samples. */
final class OpenWindow {
    private final long startUs;
    private final LatencyValues latencies = new LatencyValues();
    private long[] sortedTimesUs = new long[2];
    private int count;
    private int lostCount;
    private long jitterSumUs;
    private double lossSum;

    OpenWindow(long startUs) {
        this.startUs = startUs;
    }

    long startUs() {
        return startUs;
    }

    long endUs() {
        return startUs + WindowRules.LENGTH_US;
    }

    Optional<SampleFault> add(Sample sample, int mostSamples) {
        int place = place(sample.measureTimeUs());
        if (place < 0) {
            return Optional.of(SampleFault.DUPLICATE);
        }
        if (count == mostSamples) {
            return Optional.of(SampleFault.TOO_MANY_SAMPLES);
        }
        insert(place, sample.measureTimeUs());
        jitterSumUs += sample.jitterUs();
        lossSum += sample.lossRatio();
        if (sample.lostWhole()) {
            lostCount++;
        } else {
            latencies.add(sample.latencyUs());
        }
        return Optional.empty();
    }

    /** Whether nothing arrived over the link in this window. */
    boolean lostWhole() {
        return lostCount == count;
    }

    LinkWindow close(String linkId, boolean down) {
        int arrived = count - lostCount;
        return new LinkWindow(
                linkId,
                startUs,
                endUs(),
                count,
                latencies.quantile(0.5),
                latencies.quantile(0.95),
                latencies.quantile(0.99),
                arrived == 0 ? 0 : jitterSumUs / count,
                lossSum / count,
                down);
    }

    /** What a longer time adds up. */
    LinkTotals totals(boolean down) {
        return new LinkTotals(count, 1, down ? 1 : 0, jitterSumUs, lossSum, latencies.spread());
    }

    /** Where the time belongs in order, or -1 when it is there already. Samples nearly always come in order. */
    private int place(long timeUs) {
        if (count == 0 || sortedTimesUs[count - 1] < timeUs) {
            return count;
        }
        int found = Arrays.binarySearch(sortedTimesUs, 0, count, timeUs);
        return found >= 0 ? -1 : -found - 1;
    }

    private void insert(int place, long timeUs) {
        if (count == sortedTimesUs.length) {
            sortedTimesUs = Arrays.copyOf(sortedTimesUs, count * 4);
        }
        System.arraycopy(sortedTimesUs, place, sortedTimesUs, place + 1, count - place);
        sortedTimesUs[place] = timeUs;
        count++;
    }
}
