package dev.braid.path.contract;

import dev.braid.api.path.v1.Weights;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Metric;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.Ports;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.domain.route.Protection;
import dev.braid.path.engine.Weighing;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Demands. One that contradicts itself is an {@link IllegalArgumentException}. */
public final class DemandProto {
    private DemandProto() {}

    /** As the domain knows it. */
    public static Demand demand(dev.braid.api.path.v1.Demand message) {
        return demand(message, SharedNames::known);
    }

    /** The same of a record: there are very many, of few locations. */
    static Demand recorded(dev.braid.api.path.v1.Demand message) {
        return demand(message, SharedNames::of);
    }

    private static Demand demand(dev.braid.api.path.v1.Demand message, UnaryOperator<String> names) {
        return new Demand(
                names.apply(message.getALocationId()),
                names.apply(message.getZLocationId()),
                message.getBandwidthBps(),
                objectives(message.getObjectives()),
                ConstraintsProto.constraints(message.getConstraints()),
                message.hasProtection() ? Optional.of(protection(message.getProtection())) : Optional.empty(),
                message.hasWindow() ? Optional.of(WindowProto.window(message.getWindow())) : Optional.empty(),
                message.hasPriority() ? priority(message.getPriority()) : Priority.NORMAL,
                Ports.of(message.getAPortId(), message.getZPortId()));
    }

    /** As the contract says it. */
    public static dev.braid.api.path.v1.Demand message(Demand demand) {
        var message = dev.braid.api.path.v1.Demand.newBuilder()
                .setALocationId(demand.aLocationId())
                .setZLocationId(demand.zLocationId())
                .setBandwidthBps(demand.bandwidthBps())
                .setObjectives(message(demand.objectives()))
                .setConstraints(ConstraintsProto.message(demand.constraints()))
                .setAPortId(demand.ports().a())
                .setZPortId(demand.ports().z());
        demand.protection().ifPresent(protection -> message.setProtection(message(protection)));
        demand.window().ifPresent(window -> message.setWindow(WindowProto.message(window)));
        if (!demand.priority().equals(Priority.NORMAL)) {
            message.setPriority(dev.braid.api.path.v1.Priority.newBuilder()
                    .setSetup(demand.priority().setup())
                    .setHold(demand.priority().hold())
                    .setPreempt(demand.priority().preempt()));
        }
        return message.build();
    }

    private static Objectives objectives(dev.braid.api.path.v1.Objectives message) {
        return new Objectives(
                weighing(message),
                message.hasMaxLatencyUs() ? OptionalLong.of(message.getMaxLatencyUs()) : OptionalLong.empty(),
                message.hasMaxJitterUs() ? OptionalLong.of(message.getMaxJitterUs()) : OptionalLong.empty(),
                message.hasMaxLossRatio() ? OptionalDouble.of(message.getMaxLossRatio()) : OptionalDouble.empty(),
                message.hasMaxPriceMicrosPerHour()
                        ? OptionalLong.of(message.getMaxPriceMicrosPerHour())
                        : OptionalLong.empty(),
                message.hasMaxHops() ? OptionalInt.of(message.getMaxHops()) : OptionalInt.empty(),
                message.hasMinAvailabilityRatio()
                        ? OptionalDouble.of(message.getMinAvailabilityRatio())
                        : OptionalDouble.empty(),
                message.hasTargetLatencyUs() ? OptionalLong.of(message.getTargetLatencyUs()) : OptionalLong.empty());
    }

    private static Weighing weighing(dev.braid.api.path.v1.Objectives message) {
        if (message.hasWeights() != (message.getMetric() == dev.braid.api.path.v1.Metric.METRIC_WEIGHTED)) {
            throw new IllegalArgumentException(
                    "objectives.weights stand with METRIC_WEIGHTED, and only with it; the metric is "
                            + message.getMetric());
        }
        return switch (message.getMetric()) {
            case METRIC_UNSPECIFIED, METRIC_LATENCY -> Weighing.LATENCY;
            case METRIC_PRICE -> Weighing.PRICE;
            case METRIC_HOPS -> Weighing.HOPS;
            case METRIC_WEIGHTED -> {
                Weights weights = message.getWeights();
                yield Weighing.mix(weights.getPerLatencyUs(), weights.getPerPriceMicro(), weights.getPerHop());
            }
            case UNRECOGNIZED -> throw new IllegalArgumentException("The metric is unknown.");
        };
    }

    private static dev.braid.api.path.v1.Objectives message(Objectives objectives) {
        var message = dev.braid.api.path.v1.Objectives.newBuilder().setMetric(metric(objectives.metric()));
        objectives.maxLatencyUs().ifPresent(message::setMaxLatencyUs);
        objectives.maxJitterUs().ifPresent(message::setMaxJitterUs);
        objectives.maxLossRatio().ifPresent(message::setMaxLossRatio);
        objectives.maxPriceMicrosPerHour().ifPresent(message::setMaxPriceMicrosPerHour);
        objectives.maxHops().ifPresent(message::setMaxHops);
        objectives.minAvailabilityRatio().ifPresent(message::setMinAvailabilityRatio);
        objectives.targetLatencyUs().ifPresent(message::setTargetLatencyUs);
        if (objectives.metric() == Metric.WEIGHTED) {
            Weighing weighing = objectives.weighing();
            message.setWeights(Weights.newBuilder()
                    .setPerLatencyUs((int) weighing.perMicrosecond())
                    .setPerPriceMicro((int) weighing.perPriceMicro())
                    .setPerHop((int) weighing.perHop()));
        }
        return message.build();
    }

    static Metric metric(dev.braid.api.path.v1.Metric message) {
        return switch (message) {
            case METRIC_UNSPECIFIED, METRIC_LATENCY -> Metric.LATENCY;
            case METRIC_PRICE -> Metric.PRICE;
            case METRIC_HOPS -> Metric.HOPS;
            case METRIC_WEIGHTED -> Metric.WEIGHTED;
            case UNRECOGNIZED -> throw new IllegalArgumentException("The metric is unknown.");
        };
    }

    static dev.braid.api.path.v1.Metric metric(Metric metric) {
        return switch (metric) {
            case LATENCY -> dev.braid.api.path.v1.Metric.METRIC_LATENCY;
            case PRICE -> dev.braid.api.path.v1.Metric.METRIC_PRICE;
            case HOPS -> dev.braid.api.path.v1.Metric.METRIC_HOPS;
            case WEIGHTED -> dev.braid.api.path.v1.Metric.METRIC_WEIGHTED;
        };
    }

    private static Protection protection(dev.braid.api.path.v1.Protection message) {
        return new Protection(
                switch (message.getDisjointness()) {
                    case DISJOINTNESS_LINK -> Protection.Disjointness.LINK;
                    case DISJOINTNESS_NODE -> Protection.Disjointness.NODE;
                    case DISJOINTNESS_PROVIDER -> Protection.Disjointness.PROVIDER;
                    case DISJOINTNESS_RISK_GROUP -> Protection.Disjointness.RISK_GROUP;
                    case DISJOINTNESS_UNSPECIFIED, UNRECOGNIZED ->
                        throw new IllegalArgumentException("protection.disjointness is not said.");
                },
                message.getMaximally());
    }

    private static dev.braid.api.path.v1.Protection message(Protection protection) {
        return dev.braid.api.path.v1.Protection.newBuilder()
                .setDisjointness(
                        switch (protection.disjointness()) {
                            case LINK -> dev.braid.api.path.v1.Disjointness.DISJOINTNESS_LINK;
                            case NODE -> dev.braid.api.path.v1.Disjointness.DISJOINTNESS_NODE;
                            case PROVIDER -> dev.braid.api.path.v1.Disjointness.DISJOINTNESS_PROVIDER;
                            case RISK_GROUP -> dev.braid.api.path.v1.Disjointness.DISJOINTNESS_RISK_GROUP;
                        })
                .setMaximally(protection.maximally())
                .build();
    }

    private static Priority priority(dev.braid.api.path.v1.Priority message) {
        return new Priority(
                message.hasSetup() ? message.getSetup() : Priority.NORMAL.setup(),
                message.hasHold() ? message.getHold() : Priority.NORMAL.hold(),
                message.getPreempt());
    }
}
