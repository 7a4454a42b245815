package dev.braid.intent.support;

import com.google.protobuf.Timestamp;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Disjointness;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import dev.braid.api.path.v1.Protection;
import dev.braid.api.path.v1.Recurrence;
import dev.braid.api.path.v1.Waypoint;
import dev.braid.api.path.v1.Weekday;
import dev.braid.api.path.v1.Weights;
import dev.braid.api.path.v1.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** All that a tenant can ask of the paths of an intent. */
public final class Terms {
    private Terms() {}

    /** The wish with every field of its terms set, some to 0, which is not the same as unset. */
    public static IntentSpec all(IntentSpec spec) {
        return spec.toBuilder()
                .setObjectives(Objectives.newBuilder()
                        .setMetric(Metric.METRIC_WEIGHTED)
                        .setWeights(Weights.newBuilder().setPerHop(1_000).setPerPriceMicro(1))
                        .setMaxLatencyUs(20_000)
                        .setMaxJitterUs(0)
                        .setMaxLossRatio(0.1 + 0.2)
                        .setMaxPriceMicrosPerHour(0)
                        .setMaxHops(9)
                        .setMinAvailabilityRatio(0)
                        .setTargetLatencyUs(15_000))
                .setConstraints(Constraints.newBuilder()
                        .addExcludedProviderIds("z-prov")
                        .addExcludedProviderIds("a-prov")
                        .addAllowedProviderIds("atlas")
                        .addAllowedCountryCodes("GB")
                        .addExcludedCountryCodes("FR")
                        .addAllowedMetroIds("lon")
                        .addExcludedMetroIds("par")
                        .addAllowedNodeIds("atlas-lon-dc1")
                        .addExcludedNodeIds("atlas-par-dc1")
                        .addAllowedLinkIds("atlas-lon-man-1")
                        .addExcludedLinkIds("atlas-lon-par-1")
                        .addAllowedRiskGroupIds("m4-corridor")
                        .addExcludedRiskGroupIds("channel-tunnel")
                        .setOnNetOnly(true)
                        .addWaypoints(Waypoint.newBuilder().setMetroId("man"))
                        .addWaypoints(Waypoint.newBuilder().setLocationId("loc-left"))
                        .addWaypoints(Waypoint.newBuilder().setNodeId("atlas-lon-dc1")))
                .setProtection(Protection.newBuilder()
                        .setDisjointness(Disjointness.DISJOINTNESS_RISK_GROUP)
                        .setMaximally(true))
                .setWindow(nightly())
                .setPriority(Priority.newBuilder().setSetup(0).setHold(0).setPreempt(true))
                .build();
    }

    /** Two hours on weekdays, from tomorrow on for a month; to the nanosecond. */
    public static Window nightly() {
        Instant start = Instant.now().plus(1, ChronoUnit.DAYS).plusNanos(1);
        return Window.newBuilder()
                .setStartTime(timestamp(start))
                .setEndTime(timestamp(start.plus(2, ChronoUnit.HOURS)))
                .setRecurrence(Recurrence.newBuilder()
                        .addWeekdays(Weekday.WEEKDAY_FRIDAY)
                        .addWeekdays(Weekday.WEEKDAY_MONDAY)
                        .setTimeZone("Europe/Berlin")
                        .setUntilTime(timestamp(start.plus(30, ChronoUnit.DAYS))))
                .build();
    }

    /** From the one moment until the other, once. */
    public static Window once(Instant start, Instant end) {
        return Window.newBuilder()
                .setStartTime(timestamp(start))
                .setEndTime(timestamp(end))
                .build();
    }

    private static Timestamp timestamp(Instant time) {
        return Network.timestamp(time);
    }
}
