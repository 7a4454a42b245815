package dev.braid.intent;

import com.google.protobuf.Timestamp;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import dev.braid.api.path.v1.Protection;
import dev.braid.api.path.v1.Recurrence;
import dev.braid.api.path.v1.Waypoint;
import dev.braid.api.path.v1.Window;
import dev.braid.intent.BadRequests.Bad;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Terms;
import dev.braid.intent.support.Wishes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Wishes that cannot be meant, each with the field that is at fault. */
final class BadSpecs {
    private BadSpecs() {}

    /** Specs that no tenant with the ports {@code left} and {@code right} can mean. */
    static List<Bad> all() {
        List<Bad> all = new ArrayList<>(plain());
        all.addAll(windows());
        return all;
    }

    private static List<Bad> windows() {
        Instant now = Instant.now();
        Window open = Terms.once(now, now.plusSeconds(3_600));
        Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        return List.of(
                windowed(Window.getDefaultInstance(), "spec.window.start_time"),
                windowed(Terms.once(now.plusSeconds(2), now.plusSeconds(1)), "spec.window"),
                windowed(Terms.once(now.minusSeconds(2), now.minusSeconds(1)), "spec.window.end_time"),
                windowed(open.toBuilder().setEndTime(never).build(), "spec.window.end_time"),
                windowed(
                        open.toBuilder()
                                .setEndTime(open.getEndTime().toBuilder().setNanos(-1))
                                .build(),
                        "spec.window.end_time"),
                again(open, Recurrence.getDefaultInstance(), "spec.window.recurrence.until_time"),
                again(open, until(open.getStartTime()), "spec.window.recurrence.until_time"),
                again(open, until(never), "spec.window.recurrence.until_time"),
                again(
                        open,
                        until(Network.timestamp(now.plus(500, ChronoUnit.DAYS))),
                        "spec.window.recurrence.until_time"),
                again(
                        open,
                        until(Network.timestamp(now.plus(9, ChronoUnit.DAYS))).toBuilder()
                                .setTimeZone("Europe/Atlantis")
                                .build(),
                        "spec.window.recurrence.time_zone"),
                again(
                        open,
                        until(Network.timestamp(now.plus(9, ChronoUnit.DAYS))).toBuilder()
                                .addWeekdaysValue(8)
                                .build(),
                        "spec.window.recurrence.weekdays[0]"),
                again(
                        Terms.once(now, now.plus(2, ChronoUnit.DAYS)),
                        until(Network.timestamp(now.plus(9, ChronoUnit.DAYS))),
                        "spec.window.end_time"));
    }

    private static Bad again(Window window, Recurrence recurrence, String field) {
        return windowed(window.toBuilder().setRecurrence(recurrence).build(), field);
    }

    private static Bad windowed(Window window, String field) {
        return new Bad(
                Wishes.pair("left", "right").toBuilder().setWindow(window).build(), field);
    }

    private static Recurrence until(Timestamp time) {
        return Recurrence.newBuilder().setUntilTime(time).build();
    }

    private static List<Bad> plain() {
        IntentSpec good = Wishes.pair("left", "right");
        return List.of(
                new Bad(good.toBuilder().setShapeValue(0).build(), "spec.shape"),
                new Bad(good.toBuilder().setShapeValue(9).build(), "spec.shape"),
                new Bad(good.toBuilder().clearPortIds().build(), "spec.port_ids"),
                new Bad(good.toBuilder().setPortIds(1, "left").build(), "spec.port_ids"),
                new Bad(good.toBuilder().addPortIds("third").build(), "spec"),
                new Bad(good.toBuilder().setHubPortId("left").build(), "spec"),
                new Bad(good.toBuilder().setShape(Shape.SHAPE_HUB_AND_SPOKE).build(), "spec"),
                new Bad(good.toBuilder().setPortIds(1, "unknown").build(), "spec.port_ids[1]"),
                new Bad(
                        good.toBuilder()
                                .setPortIds(0, "'; drop table ports; --")
                                .build(),
                        "spec.port_ids[0]"),
                new Bad(good.toBuilder().setBandwidthBps(0).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(-1).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(999_999).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(10_000_000_001L).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(Long.MAX_VALUE).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setDisplayName("x".repeat(129)).build(), "spec.display_name"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMaxLatencyUs(0))
                                .build(),
                        "spec.objectives.max_latency_us"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setTargetLatencyUs(0))
                                .build(),
                        "spec.objectives.target_latency_us"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder()
                                        .setMaxLatencyUs(9_999)
                                        .setTargetLatencyUs(10_000))
                                .build(),
                        "spec.objectives"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMetricValue(5))
                                .build(),
                        "spec.objectives.metric"),
                new Bad(
                        good.toBuilder()
                                .setConstraints(Constraints.newBuilder().addAllowedCountryCodes("gb"))
                                .build(),
                        "spec.constraints.allowed_country_codes[0]"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMaxLossRatio(Double.NaN))
                                .build(),
                        "spec.objectives.max_loss_ratio"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMetric(Metric.METRIC_WEIGHTED))
                                .build(),
                        "spec.objectives.weights"),
                new Bad(
                        good.toBuilder()
                                .setConstraints(Constraints.newBuilder().addWaypoints(Waypoint.getDefaultInstance()))
                                .build(),
                        "spec.constraints.waypoints[0].place"),
                new Bad(
                        good.toBuilder()
                                .setProtection(Protection.getDefaultInstance())
                                .build(),
                        "spec.protection.disjointness"),
                new Bad(
                        good.toBuilder()
                                .setPriority(Priority.newBuilder().setHold(5))
                                .build(),
                        "spec.priority"));
    }
}
