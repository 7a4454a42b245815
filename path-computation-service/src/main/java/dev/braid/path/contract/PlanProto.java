package dev.braid.path.contract;

import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Leg;
import dev.braid.path.domain.route.NearestOffer;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import java.util.List;
import java.util.Optional;

/** Plans and rejections. */
public final class PlanProto {
    private PlanProto() {}

    /** As the contract says it. */
    public static PathPlan message(Plan plan) {
        PathPlan.Builder message = PathPlan.newBuilder()
                .setRevision(plan.revision())
                .setGeneration(plan.generation())
                .setBandwidthBps(plan.bandwidthBps())
                .setExpectedLatencyUs(plan.expectedLatencyUs())
                .setPriceMicrosPerHour(plan.priceMicrosPerHour())
                .setCurrencyCode(plan.currencyCode())
                .setWhy(message(plan.why()));
        plan.hops().forEach(hop -> message.addHops(message(hop)));
        plan.legs().forEach(leg -> message.addLegs(message(leg)));
        return message.build();
    }

    private static dev.braid.api.path.v1.Hop message(Hop hop) {
        return dev.braid.api.path.v1.Hop.newBuilder()
                .setLinkId(hop.linkId())
                .setReverseLinkId(hop.reverseLinkId())
                .setProviderId(hop.providerId())
                .setFromNodeId(hop.fromNodeId())
                .setToNodeId(hop.toNodeId())
                .setLatencyUs(hop.latencyUs())
                .setPriceMicrosPerHour(hop.priceMicrosPerHour())
                .build();
    }

    private static PlannedLeg message(Leg leg) {
        return PlannedLeg.newBuilder()
                .setProviderId(leg.providerId())
                .addAllLinkIds(leg.linkIds())
                .setANodeId(leg.aNodeId())
                .setZNodeId(leg.zNodeId())
                .setPriceMicrosPerHour(leg.priceMicrosPerHour())
                .build();
    }

    private static dev.braid.api.path.v1.Explanation message(Explanation why) {
        return dev.braid.api.path.v1.Explanation.newBuilder()
                .setCause(message(why.cause()))
                .setMetric(DemandProto.metric(why.metric()))
                .setSummary(why.summary())
                .setUnconstrainedLatencyUs(why.unconstrainedLatencyUs())
                .setPreviousLatencyUs(why.previousLatencyUs())
                .addAllBlamedLinkIds(why.blamedLinkIds())
                .addAllFullLinkIds(why.fullLinkIds())
                .build();
    }

    /** As the contract says it. */
    public static PathRejection message(Rejection rejection) {
        PathRejection.Builder message = PathRejection.newBuilder()
                .setGeneration(rejection.generation())
                .setBinding(message(rejection.binding()))
                .setMessage(rejection.message());
        rejection
                .nearestOffer()
                .ifPresent(offer -> message.setNearestOffer(dev.braid.api.path.v1.NearestOffer.newBuilder()
                        .setLatencyUs(offer.latencyUs())
                        .setBandwidthBps(offer.bandwidthBps())
                        .setPriceMicrosPerHour(offer.priceMicrosPerHour())));
        return message.build();
    }

    /** As the domain knows it. */
    public static Plan plan(PathPlan message) {
        return new Plan(
                message.getRevision(),
                message.getGeneration(),
                message.getHopsList().stream().map(PlanProto::hop).toList(),
                message.getBandwidthBps(),
                message.getExpectedLatencyUs(),
                message.getPriceMicrosPerHour(),
                SharedNames.of(message.getCurrencyCode()),
                explanation(message.getWhy()));
    }

    private static Hop hop(dev.braid.api.path.v1.Hop message) {
        return new Hop(
                message.getLinkId(),
                message.getReverseLinkId(),
                message.getProviderId(),
                message.getFromNodeId(),
                message.getToNodeId(),
                message.getLatencyUs(),
                message.getPriceMicrosPerHour());
    }

    private static Explanation explanation(dev.braid.api.path.v1.Explanation message) {
        return new Explanation(
                cause(message.getCause()),
                DemandProto.metric(message.getMetric()),
                message.getSummary(),
                message.getUnconstrainedLatencyUs(),
                message.getPreviousLatencyUs(),
                shared(message.getBlamedLinkIdsList()),
                shared(message.getFullLinkIdsList()));
    }

    private static List<String> shared(List<String> linkIds) {
        return linkIds.stream().map(SharedNames::of).toList();
    }

    /** As the domain knows it. */
    public static Rejection rejection(PathRejection message) {
        return new Rejection(
                message.getGeneration(),
                binding(message.getBinding()),
                message.getMessage(),
                message.hasNearestOffer()
                        ? Optional.of(new NearestOffer(
                                message.getNearestOffer().getLatencyUs(),
                                message.getNearestOffer().getBandwidthBps(),
                                message.getNearestOffer().getPriceMicrosPerHour()))
                        : Optional.empty());
    }

    private static dev.braid.api.path.v1.Cause message(Cause cause) {
        return switch (cause) {
            case SUBMITTED -> dev.braid.api.path.v1.Cause.CAUSE_SUBMITTED;
            case CHANGED -> dev.braid.api.path.v1.Cause.CAUSE_CHANGED;
            case HEALTH -> dev.braid.api.path.v1.Cause.CAUSE_HEALTH;
            case PROVIDER_REFUSED -> dev.braid.api.path.v1.Cause.CAUSE_PROVIDER_REFUSED;
            case TERMINATED -> dev.braid.api.path.v1.Cause.CAUSE_TERMINATED;
            case INQUIRY -> dev.braid.api.path.v1.Cause.CAUSE_INQUIRY;
        };
    }

    private static Cause cause(dev.braid.api.path.v1.Cause message) {
        return switch (message) {
            case CAUSE_SUBMITTED -> Cause.SUBMITTED;
            case CAUSE_CHANGED -> Cause.CHANGED;
            case CAUSE_HEALTH -> Cause.HEALTH;
            case CAUSE_PROVIDER_REFUSED -> Cause.PROVIDER_REFUSED;
            case CAUSE_TERMINATED -> Cause.TERMINATED;
            case CAUSE_INQUIRY -> Cause.INQUIRY;
            case CAUSE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("The plan has no cause.");
        };
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
            case BINDING_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rejection names no constraint.");
        };
    }
}
