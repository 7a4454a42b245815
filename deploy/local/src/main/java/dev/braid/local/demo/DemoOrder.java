package dev.braid.local.demo;

import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import java.util.List;

/**
 * One intent of the demo: a customer, a reason to want it, and the places to join. The first place of a hub and spokes is
 * the hub.
 */
record DemoOrder(
        String tenantId,
        String name,
        String displayName,
        Shape shape,
        long bandwidthBps,
        Metric metric,
        long maxLatencyUs,
        List<String> locationIds) {
    private static final long GBPS = 1_000_000_000L;

    static DemoOrder of(
            String tenantId,
            String name,
            String displayName,
            Shape shape,
            int gbps,
            Metric metric,
            String... locations) {
        return new DemoOrder(tenantId, name, displayName, shape, gbps * GBPS, metric, 0, List.of(locations));
    }

    DemoOrder promising(long latencyUs) {
        return new DemoOrder(tenantId, name, displayName, shape, bandwidthBps, metric, latencyUs, locationIds);
    }

    boolean pointToPoint() {
        return shape == Shape.SHAPE_POINT_TO_POINT;
    }

    String intentId(String run) {
        return "demo-%s-%s".formatted(run, name);
    }

    Objectives objectives() {
        Objectives.Builder objectives = Objectives.newBuilder().setMetric(metric);
        if (maxLatencyUs > 0) {
            objectives.setMaxLatencyUs(maxLatencyUs);
        }
        return objectives.build();
    }

    IntentSpec spec() {
        IntentSpec.Builder spec = IntentSpec.newBuilder()
                .setDisplayName(displayName)
                .setShape(shape)
                .addAllPortIds(locationIds.stream().map(DemoOrder::portId).toList())
                .setBandwidthBps(bandwidthBps)
                .setObjectives(objectives());
        if (shape == Shape.SHAPE_HUB_AND_SPOKE) {
            spec.setHubPortId(portId(locationIds.getFirst()));
        }
        return spec.build();
    }

    static String portId(String locationId) {
        return "demo-" + locationId;
    }
}
