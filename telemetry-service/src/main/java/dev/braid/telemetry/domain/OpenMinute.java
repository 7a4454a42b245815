package dev.braid.telemetry.domain;

import java.util.Arrays;
import java.util.UUID;

/** One minute of one connection that is being judged, from when that began in it. */
public final class OpenMinute {
    private static final int SECONDS = 60;
    private static final long NONE = -1;

    private final long startUs;
    private final UUID part = UUID.randomUUID();
    private final HealthState[] states = new HealthState[SECONDS];
    private final long[] latenciesUs = new long[SECONDS];
    private final double[] losses = new double[SECONDS];
    private long measuredMask;
    private long worstJitterUs;

    /** @param startUs where it starts */
    public OpenMinute(long startUs) {
        this.startUs = startUs;
        Arrays.fill(latenciesUs, NONE);
        Arrays.fill(states, HealthState.NOT_JUDGED);
    }

    /** Where it starts. */
    public long startUs() {
        return startUs;
    }

    /** Tells it from what others judge of the same minute, or this replica at another time. */
    public UUID part() {
        return part;
    }

    /** Notes the judgement that stands in the second; a later one replaces it. */
    public void judged(long secondUs, HealthState state) {
        states[place(secondUs)] = state;
    }

    /** Notes what the path measured in the second, when every link of it brought a window. */
    public void measured(long secondUs, PathMeasure measure) {
        measuredMask |= 1L << place(secondUs);
        // The least that it could be is no latency that anybody had.
        latenciesUs[place(secondUs)] = measure.arrived() ? measure.latencyUs() : NONE;
        losses[place(secondUs)] = measure.lossRatio();
        worstJitterUs = Math.max(worstJitterUs, measure.jitterUs());
    }

    /** What there is so far. */
    public JudgedMinute soFar() {
        return new JudgedMinute(
                mask(HealthState.MET),
                mask(HealthState.AT_RISK),
                mask(HealthState.BROKEN),
                mask(HealthState.UNKNOWN),
                Long.bitCount(measuredMask),
                worstJitterUs,
                Arrays.stream(losses).sum(),
                LatencySketch.of(
                        Arrays.stream(latenciesUs).filter(us -> us != NONE).toArray()));
    }

    private int place(long secondUs) {
        return (int) ((secondUs - startUs) / Resolution.SECOND.lengthUs());
    }

    private long mask(HealthState state) {
        long mask = 0;
        for (int second = 0; second < SECONDS; second++) {
            mask |= states[second] == state ? 1L << second : 0;
        }
        return mask;
    }
}
