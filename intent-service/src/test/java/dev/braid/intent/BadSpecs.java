package dev.braid.intent;

import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Objectives;
import dev.braid.intent.BadRequests.Bad;
import dev.braid.intent.support.Wishes;
import java.util.List;

/** Wishes that cannot be meant, each with the field that is at fault. */
final class BadSpecs {
    private BadSpecs() {}

    /** Specs that no tenant with the ports {@code left} and {@code right} can mean. */
    static List<Bad> all() {
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
                                .setObjectives(Objectives.newBuilder().setMetricValue(5))
                                .build(),
                        "spec.objectives.metric"),
                new Bad(
                        good.toBuilder()
                                .setConstraints(Constraints.newBuilder().addAllowedCountryCodes("gb"))
                                .build(),
                        "spec.constraints.allowed_country_codes[0]"));
    }
}
