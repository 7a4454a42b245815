package dev.braid.telemetry.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was promised to a connection's tenant. What is empty was not promised.
 *
 * @param maxLatencyUs the hard bound, one way
 * @param targetLatencyUs the soft bound, one way
 * @param maxJitterUs of the whole path, one way
 * @param maxLossRatio of the whole path, one way
 */
public record Promises(
        OptionalLong maxLatencyUs,
        OptionalLong targetLatencyUs,
        OptionalLong maxJitterUs,
        OptionalDouble maxLossRatio) {
    /** Nothing was promised. */
    public static final Promises NONE = latency(OptionalLong.empty());

    /** A product of shares is not exact, and a bound that is just reached is kept. */
    private static final double ROUNDING = 1e-9;

    /** A hard bound on the latency alone. */
    public static Promises latency(OptionalLong maxLatencyUs) {
        return new Promises(maxLatencyUs, OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
    }

    /**
     * The promises that a path does not keep.
     *
     * @param badLossRatio a link that loses this share or more cannot be called reachable
     */
    List<Breach> broken(PathMeasure path, double badLossRatio) {
        List<Breach> breaches = new ArrayList<>(0);
        above(breaches, Promise.LATENCY, path.latencyUs(), maxLatencyUs);
        above(breaches, Promise.LATENCY_TARGET, path.latencyUs(), targetLatencyUs);
        above(breaches, Promise.JITTER, path.jitterUs(), maxJitterUs);
        if (maxLossRatio.isPresent() && path.lossRatio() > maxLossRatio.getAsDouble() + ROUNDING) {
            breaches.add(new Breach.OfShare(Promise.LOSS, path.lossRatio(), maxLossRatio.getAsDouble()));
        }
        if (path.down() || path.worstLinkLossRatio() >= badLossRatio) {
            breaches.add(new Breach.OfShare(Promise.REACHABILITY, path.worstLinkLossRatio(), badLossRatio));
        }
        return breaches;
    }

    private static void above(List<Breach> breaches, Promise promise, long measuredUs, OptionalLong boundUs) {
        if (boundUs.isPresent() && measuredUs > boundUs.getAsLong()) {
            breaches.add(new Breach.OfTime(promise, measuredUs, boundUs.getAsLong()));
        }
    }
}
