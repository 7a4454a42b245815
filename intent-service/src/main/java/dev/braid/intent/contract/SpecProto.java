package dev.braid.intent.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.path.v1.Demand;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Shape;
import dev.braid.intent.domain.Verbatim;

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
                Verbatim.of(proto.toBuilder()
                        .clearDisplayName()
                        .clearShape()
                        .clearPortIds()
                        .clearHubPortId()
                        .clearBandwidthBps()
                        .build()
                        .toByteArray()));
    }

    /** As it goes over the wire. */
    public static dev.braid.api.intent.v1.IntentSpec proto(IntentSpec spec) {
        return terms(spec).toBuilder()
                .setDisplayName(spec.displayName())
                .setShape(shape(spec.shape()))
                .addAllPortIds(spec.portIds())
                .setHubPortId(spec.hubPortId())
                .setBandwidthBps(spec.bandwidthBps())
                .build();
    }

    /** What one connection of the wish asks of path computation: the terms of the wish between two locations. */
    public static Demand demand(IntentSpec spec, Connection connection) {
        var terms = terms(spec);
        Demand.Builder demand = Demand.newBuilder()
                .setALocationId(connection.aLocationId())
                .setZLocationId(connection.zLocationId())
                .setBandwidthBps(spec.bandwidthBps())
                .setAPortId(connection.ends().aPortId())
                .setZPortId(connection.ends().zPortId());
        if (terms.hasObjectives()) {
            demand.setObjectives(terms.getObjectives());
        }
        if (terms.hasConstraints()) {
            demand.setConstraints(terms.getConstraints());
        }
        if (terms.hasProtection()) {
            demand.setProtection(terms.getProtection());
        }
        if (terms.hasWindow()) {
            demand.setWindow(terms.getWindow());
        }
        if (terms.hasPriority()) {
            demand.setPriority(terms.getPriority());
        }
        return demand.build();
    }

    /** The wish without what the domain reads of it. */
    static dev.braid.api.intent.v1.IntentSpec terms(IntentSpec spec) {
        try {
            return dev.braid.api.intent.v1.IntentSpec.parseFrom(spec.terms().bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The terms were no part of a wish: " + spec.terms(), e);
        }
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
