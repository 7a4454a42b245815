package dev.braid.path.domain.route;

import dev.braid.path.engine.Weighing;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is asked of a path's quality, and what is best among the paths that give it. What is empty is not bounded.
 *
 * @param maxPriceMicrosPerHour for the whole bandwidth
 * @param targetLatencyUs the soft bound, for those who watch the connection: no path is better or worse for it
 */
public record Objectives(
        Weighing weighing,
        OptionalLong maxLatencyUs,
        OptionalLong maxJitterUs,
        OptionalDouble maxLossRatio,
        OptionalLong maxPriceMicrosPerHour,
        OptionalInt maxHops,
        OptionalDouble minAvailabilityRatio,
        OptionalLong targetLatencyUs) {
    /** The best by the weighing, with no bound but one on the latency, if any. */
    public static Objectives of(Weighing weighing, OptionalLong maxLatencyUs) {
        return new Objectives(
                weighing,
                maxLatencyUs,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    /** What is made least. */
    public Metric metric() {
        return Metric.of(weighing);
    }

    /** The fastest path, however slow it is, within the other bounds. */
    public Objectives fastest() {
        return new Objectives(
                Weighing.LATENCY,
                OptionalLong.empty(),
                maxJitterUs,
                maxLossRatio,
                maxPriceMicrosPerHour,
                maxHops,
                minAvailabilityRatio,
                targetLatencyUs);
    }

    /** The same with another bound on the latency. */
    public Objectives withMaxLatencyUs(OptionalLong other) {
        return new Objectives(
                weighing,
                other,
                maxJitterUs,
                maxLossRatio,
                maxPriceMicrosPerHour,
                maxHops,
                minAvailabilityRatio,
                targetLatencyUs);
    }
}
