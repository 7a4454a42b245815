package dev.braid.intent.contract;

import dev.braid.api.path.v1.Demand;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Constraints;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Metric;
import dev.braid.intent.domain.Objectives;
import dev.braid.intent.domain.Shape;
import java.util.Optional;
import java.util.OptionalLong;

/** The wish, word for word in both directions. */
public final class SpecProto {
    private SpecProto() {}

    /** The wish of a request that keeps the contract's rules. */
    public static IntentSpec spec(dev.braid.api.intent.v1.IntentSpec proto) {
        return new IntentSpec(
                proto.getDisplayName(),
                shape(proto.getShape()),
                proto.getPortIdsList(),
                proto.getHubPortId(),
                proto.getBandwidthBps(),
                proto.hasObjectives() ? Optional.of(objectives(proto.getObjectives())) : Optional.empty(),
                proto.hasConstraints()
                        ? Optional.of(new Constraints(
                                proto.getConstraints().getExcludedProviderIdsList(),
                                proto.getConstraints().getAllowedCountryCodesList()))
                        : Optional.empty());
    }

    /** As it goes over the wire. */
    public static dev.braid.api.intent.v1.IntentSpec proto(IntentSpec spec) {
        var proto = dev.braid.api.intent.v1.IntentSpec.newBuilder()
                .setDisplayName(spec.displayName())
                .setShape(shape(spec.shape()))
                .addAllPortIds(spec.portIds())
                .setHubPortId(spec.hubPortId())
                .setBandwidthBps(spec.bandwidthBps());
        spec.objectives().ifPresent(objectives -> proto.setObjectives(proto(objectives)));
        spec.constraints().ifPresent(constraints -> proto.setConstraints(proto(constraints)));
        return proto.build();
    }

    /** What one connection of the wish asks of path computation. */
    public static Demand demand(IntentSpec spec, Connection connection) {
        Demand.Builder demand = Demand.newBuilder()
                .setALocationId(connection.aLocationId())
                .setZLocationId(connection.zLocationId())
                .setBandwidthBps(spec.bandwidthBps());
        spec.objectives().ifPresent(objectives -> demand.setObjectives(proto(objectives)));
        spec.constraints().ifPresent(constraints -> demand.setConstraints(proto(constraints)));
        return demand.build();
    }

    private static dev.braid.api.path.v1.Objectives proto(Objectives objectives) {
        var proto = dev.braid.api.path.v1.Objectives.newBuilder().setMetric(metric(objectives.metric()));
        objectives.maxLatencyUs().ifPresent(proto::setMaxLatencyUs);
        return proto.build();
    }

    private static dev.braid.api.path.v1.Constraints proto(Constraints constraints) {
        return dev.braid.api.path.v1.Constraints.newBuilder()
                .addAllExcludedProviderIds(constraints.excludedProviderIds())
                .addAllAllowedCountryCodes(constraints.allowedCountryCodes())
                .build();
    }

    private static Objectives objectives(dev.braid.api.path.v1.Objectives proto) {
        return new Objectives(
                metric(proto.getMetric()),
                proto.hasMaxLatencyUs() ? OptionalLong.of(proto.getMaxLatencyUs()) : OptionalLong.empty());
    }

    private static Metric metric(dev.braid.api.path.v1.Metric metric) {
        return switch (metric) {
            case METRIC_UNSPECIFIED -> Metric.UNSPECIFIED;
            case METRIC_LATENCY -> Metric.LATENCY;
            case METRIC_PRICE -> Metric.PRICE;
            case METRIC_HOPS, METRIC_WEIGHTED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rules of the contract admit no such metric.");
        };
    }

    private static dev.braid.api.path.v1.Metric metric(Metric metric) {
        return switch (metric) {
            case UNSPECIFIED -> dev.braid.api.path.v1.Metric.METRIC_UNSPECIFIED;
            case LATENCY -> dev.braid.api.path.v1.Metric.METRIC_LATENCY;
            case PRICE -> dev.braid.api.path.v1.Metric.METRIC_PRICE;
        };
    }

    private static Shape shape(dev.braid.api.intent.v1.Shape shape) {
        return switch (shape) {
            case SHAPE_POINT_TO_POINT -> Shape.POINT_TO_POINT;
            case SHAPE_HUB_AND_SPOKE -> Shape.HUB_AND_SPOKE;
            case SHAPE_FULL_MESH -> Shape.FULL_MESH;
            case SHAPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rules of the contract admit no such shape.");
        };
    }

    private static dev.braid.api.intent.v1.Shape shape(Shape shape) {
        return switch (shape) {
            case POINT_TO_POINT -> dev.braid.api.intent.v1.Shape.SHAPE_POINT_TO_POINT;
            case HUB_AND_SPOKE -> dev.braid.api.intent.v1.Shape.SHAPE_HUB_AND_SPOKE;
            case FULL_MESH -> dev.braid.api.intent.v1.Shape.SHAPE_FULL_MESH;
        };
    }
}
