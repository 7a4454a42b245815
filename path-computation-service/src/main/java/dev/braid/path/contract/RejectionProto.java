package dev.braid.path.contract;

import dev.braid.api.path.v1.PathRejection;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.NearestOffer;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.domain.route.WayOut;
import dev.braid.platform.proto.Times;
import java.util.Optional;

/** Rejections, and what could be had instead. */
public final class RejectionProto {
    private RejectionProto() {}

    /** As the contract says it. */
    public static PathRejection message(Rejection rejection) {
        PathRejection.Builder message = PathRejection.newBuilder()
                .setGeneration(rejection.generation())
                .setBinding(message(rejection.binding()))
                .setMessage(rejection.message());
        rejection.nearestOffer().ifPresent(offer -> message.setNearestOffer(message(offer)));
        message.addAllConflictingFields(rejection.conflictingFields());
        rejection
                .waysOut()
                .forEach(way -> message.addWaysOut(dev.braid.api.path.v1.WayOut.newBuilder()
                        .setField(way.field())
                        .setOffer(message(way.offer()))
                        .setMessage(way.message())));
        return message.build();
    }

    private static dev.braid.api.path.v1.NearestOffer message(NearestOffer offer) {
        var message = dev.braid.api.path.v1.NearestOffer.newBuilder()
                .setLatencyUs(offer.latencyUs())
                .setBandwidthBps(offer.bandwidthBps())
                .setPriceMicrosPerHour(offer.priceMicrosPerHour())
                .setHopCount(offer.hopCount());
        offer.startTime().ifPresent(time -> message.setStartTime(Times.timestamp(time)));
        return message.build();
    }

    private static NearestOffer offer(dev.braid.api.path.v1.NearestOffer message) {
        return new NearestOffer(
                message.getLatencyUs(),
                message.getBandwidthBps(),
                message.getPriceMicrosPerHour(),
                message.getHopCount(),
                message.hasStartTime() ? Optional.of(Times.instant(message.getStartTime())) : Optional.empty());
    }

    /** As the domain knows it. */
    public static Rejection rejection(PathRejection message) {
        return new Rejection(
                message.getGeneration(),
                binding(message.getBinding()),
                message.getMessage(),
                message.hasNearestOffer() ? Optional.of(offer(message.getNearestOffer())) : Optional.empty(),
                message.getConflictingFieldsList(),
                message.getWaysOutList().stream()
                        .map(way -> new WayOut(way.getField(), offer(way.getOffer()), way.getMessage()))
                        .toList());
    }

    private static dev.braid.api.path.v1.Binding message(Binding binding) {
        return switch (binding) {
            case LATENCY -> dev.braid.api.path.v1.Binding.BINDING_LATENCY;
            case BANDWIDTH -> dev.braid.api.path.v1.Binding.BINDING_BANDWIDTH;
            case CONSTRAINTS -> dev.braid.api.path.v1.Binding.BINDING_CONSTRAINTS;
            case NO_ROUTE -> dev.braid.api.path.v1.Binding.BINDING_NO_ROUTE;
            case UNKNOWN_LOCATION -> dev.braid.api.path.v1.Binding.BINDING_UNKNOWN_LOCATION;
            case SIBLING -> dev.braid.api.path.v1.Binding.BINDING_SIBLING;
            case PROVIDER_REFUSED -> dev.braid.api.path.v1.Binding.BINDING_PROVIDER_REFUSED;
            case PRICE -> dev.braid.api.path.v1.Binding.BINDING_PRICE;
            case HOPS -> dev.braid.api.path.v1.Binding.BINDING_HOPS;
            case JITTER -> dev.braid.api.path.v1.Binding.BINDING_JITTER;
            case LOSS -> dev.braid.api.path.v1.Binding.BINDING_LOSS;
            case AVAILABILITY -> dev.braid.api.path.v1.Binding.BINDING_AVAILABILITY;
            case PROTECTION -> dev.braid.api.path.v1.Binding.BINDING_PROTECTION;
            case WAYPOINTS -> dev.braid.api.path.v1.Binding.BINDING_WAYPOINTS;
            case WINDOW -> dev.braid.api.path.v1.Binding.BINDING_WINDOW;
            case PREEMPTED -> dev.braid.api.path.v1.Binding.BINDING_PREEMPTED;
            case UNPROVEN -> dev.braid.api.path.v1.Binding.BINDING_UNPROVEN;
        };
    }

    private static Binding binding(dev.braid.api.path.v1.Binding message) {
        return switch (message) {
            case BINDING_LATENCY -> Binding.LATENCY;
            case BINDING_BANDWIDTH -> Binding.BANDWIDTH;
            case BINDING_CONSTRAINTS -> Binding.CONSTRAINTS;
            case BINDING_NO_ROUTE -> Binding.NO_ROUTE;
            case BINDING_UNKNOWN_LOCATION -> Binding.UNKNOWN_LOCATION;
            case BINDING_SIBLING -> Binding.SIBLING;
            case BINDING_PROVIDER_REFUSED -> Binding.PROVIDER_REFUSED;
            case BINDING_PRICE -> Binding.PRICE;
            case BINDING_HOPS -> Binding.HOPS;
            case BINDING_JITTER -> Binding.JITTER;
            case BINDING_LOSS -> Binding.LOSS;
            case BINDING_AVAILABILITY -> Binding.AVAILABILITY;
            case BINDING_PROTECTION -> Binding.PROTECTION;
            case BINDING_WAYPOINTS -> Binding.WAYPOINTS;
            case BINDING_WINDOW -> Binding.WINDOW;
            case BINDING_PREEMPTED -> Binding.PREEMPTED;
            case BINDING_UNPROVEN -> Binding.UNPROVEN;
            case BINDING_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rejection names no constraint.");
        };
    }
}
