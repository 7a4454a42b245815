package dev.braid.path.contract;

import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Influence;
import dev.braid.path.domain.route.Leg;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.ProtectionPath;
import java.util.List;
import java.util.Optional;

/** Plans and why they are what they are. */
public final class PlanProto {
    private PlanProto() {}

    /** As the contract says it, of a plan for that demand. */
    public static PathPlan message(Plan plan, Demand demand) {
        return message(plan, plan.legs(demand.ends()));
    }

    /** The same of an answer to an inquiry, which is ordered from nobody and leaves the ends of the path unsaid. */
    public static PathPlan message(Plan plan) {
        return message(plan, plan.legs());
    }

    private static PathPlan message(Plan plan, List<Leg> legs) {
        PathPlan.Builder message = PathPlan.newBuilder()
                .setRevision(plan.revision())
                .setGeneration(plan.generation())
                .setBandwidthBps(plan.bandwidthBps())
                .setExpectedLatencyUs(plan.expectedLatencyUs())
                .setPriceMicrosPerHour(plan.priceMicrosPerHour())
                .setCurrencyCode(plan.currencyCode())
                .setWhy(message(plan.why()));
        plan.hops().forEach(hop -> message.addHops(HopProto.message(hop)));
        legs.forEach(leg -> message.addLegs(message(leg)));
        plan.protection().ifPresent(protection -> message.setProtection(message(protection)));
        plan.occurrence().ifPresent(occurrence -> message.setOccurrence(WindowProto.message(occurrence)));
        return message.build();
    }

    private static dev.braid.api.path.v1.ProtectionPath message(ProtectionPath path) {
        var message = dev.braid.api.path.v1.ProtectionPath.newBuilder()
                .setExpectedLatencyUs(path.expectedLatencyUs())
                .setPriceMicrosPerHour(path.priceMicrosPerHour())
                .setProven(path.proven())
                .setOverlap(dev.braid.api.path.v1.Overlap.newBuilder()
                        .addAllLinkIds(path.overlap().linkIds())
                        .addAllNodeIds(path.overlap().nodeIds())
                        .addAllProviderIds(path.overlap().providerIds())
                        .addAllRiskGroupIds(path.overlap().riskGroupIds()));
        path.hops().forEach(hop -> message.addHops(HopProto.message(hop)));
        return message.build();
    }

    private static PlannedLeg message(Leg leg) {
        return PlannedLeg.newBuilder()
                .setProviderId(leg.providerId())
                .addAllLinkIds(leg.linkIds())
                .setANodeId(leg.aNodeId())
                .setZNodeId(leg.zNodeId())
                .setAInterconnectId(leg.aEnd().interconnectId())
                .setZInterconnectId(leg.zEnd().interconnectId())
                .setAAtCustomer(leg.aEnd().atCustomer())
                .setZAtCustomer(leg.zEnd().atCustomer())
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
                .addAllInfluences(
                        why.influences().stream().map(PlanProto::message).toList())
                .build();
    }

    private static dev.braid.api.path.v1.Influence message(Influence influence) {
        return dev.braid.api.path.v1.Influence.newBuilder()
                .setField(influence.field())
                .setMetricWithout(influence.metricWithout())
                .setMetricWith(influence.metricWith())
                .setMessage(influence.message())
                .build();
    }

    /** As the domain knows it. */
    public static Plan plan(PathPlan message) {
        return new Plan(
                message.getRevision(),
                message.getGeneration(),
                message.getHopsList().stream().map(HopProto::hop).toList(),
                message.getBandwidthBps(),
                message.getExpectedLatencyUs(),
                message.getPriceMicrosPerHour(),
                SharedNames.of(message.getCurrencyCode()),
                explanation(message.getWhy()),
                message.hasProtection() ? Optional.of(protection(message.getProtection())) : Optional.empty(),
                message.hasOccurrence()
                        ? Optional.of(WindowProto.interval(message.getOccurrence()))
                        : Optional.empty());
    }

    private static ProtectionPath protection(dev.braid.api.path.v1.ProtectionPath message) {
        return new ProtectionPath(
                message.getHopsList().stream().map(HopProto::hop).toList(),
                message.getExpectedLatencyUs(),
                message.getPriceMicrosPerHour(),
                new ProtectionPath.Overlap(
                        message.getOverlap().getLinkIdsList(),
                        message.getOverlap().getNodeIdsList(),
                        message.getOverlap().getProviderIdsList(),
                        message.getOverlap().getRiskGroupIdsList()),
                message.getProven());
    }

    private static Explanation explanation(dev.braid.api.path.v1.Explanation message) {
        return new Explanation(
                cause(message.getCause()),
                DemandProto.metric(message.getMetric()),
                message.getSummary(),
                message.getUnconstrainedLatencyUs(),
                message.getPreviousLatencyUs(),
                shared(message.getBlamedLinkIdsList()),
                shared(message.getFullLinkIdsList()),
                message.getInfluencesList().stream()
                        .map(influence -> new Influence(
                                influence.getField(),
                                influence.getMetricWithout(),
                                influence.getMetricWith(),
                                influence.getMessage()))
                        .toList());
    }

    private static List<String> shared(List<String> linkIds) {
        return linkIds.stream().map(SharedNames::of).toList();
    }

    private static dev.braid.api.path.v1.Cause message(Cause cause) {
        return switch (cause) {
            case SUBMITTED -> dev.braid.api.path.v1.Cause.CAUSE_SUBMITTED;
            case CHANGED -> dev.braid.api.path.v1.Cause.CAUSE_CHANGED;
            case HEALTH -> dev.braid.api.path.v1.Cause.CAUSE_HEALTH;
            case PROVIDER_REFUSED -> dev.braid.api.path.v1.Cause.CAUSE_PROVIDER_REFUSED;
            case TERMINATED -> dev.braid.api.path.v1.Cause.CAUSE_TERMINATED;
            case INQUIRY -> dev.braid.api.path.v1.Cause.CAUSE_INQUIRY;
            case LINK_FAILED -> dev.braid.api.path.v1.Cause.CAUSE_LINK_FAILED;
            case WINDOW -> dev.braid.api.path.v1.Cause.CAUSE_WINDOW;
            case PREEMPTED -> dev.braid.api.path.v1.Cause.CAUSE_PREEMPTED;
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
            case CAUSE_LINK_FAILED -> Cause.LINK_FAILED;
            case CAUSE_WINDOW -> Cause.WINDOW;
            case CAUSE_PREEMPTED -> Cause.PREEMPTED;
            case CAUSE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("The plan has no cause.");
        };
    }
}
