package dev.braid.path.contract;

import dev.braid.api.path.v1.Metric;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Objectives;
import java.util.OptionalLong;

/** Demands. */
public final class DemandProto {
    private DemandProto() {}

    /** As the domain knows it. */
    public static Demand demand(dev.braid.api.path.v1.Demand message) {
        return new Demand(
                SharedNames.of(message.getALocationId()),
                SharedNames.of(message.getZLocationId()),
                message.getBandwidthBps(),
                new Objectives(
                        metric(message.getObjectives().getMetric()),
                        message.getObjectives().hasMaxLatencyUs()
                                ? OptionalLong.of(message.getObjectives().getMaxLatencyUs())
                                : OptionalLong.empty()),
                constraints(message.getConstraints()));
    }

    private static Constraints constraints(dev.braid.api.path.v1.Constraints message) {
        Constraints constraints =
                new Constraints(message.getExcludedProviderIdsList(), message.getAllowedCountryCodesList());
        return constraints.equals(Constraints.NONE) ? Constraints.NONE : constraints;
    }

    /** As the contract says it. */
    public static dev.braid.api.path.v1.Demand message(Demand demand) {
        var objectives = dev.braid.api.path.v1.Objectives.newBuilder()
                .setMetric(metric(demand.objectives().metric()));
        demand.objectives().maxLatencyUs().ifPresent(objectives::setMaxLatencyUs);
        return dev.braid.api.path.v1.Demand.newBuilder()
                .setALocationId(demand.aLocationId())
                .setZLocationId(demand.zLocationId())
                .setBandwidthBps(demand.bandwidthBps())
                .setObjectives(objectives)
                .setConstraints(dev.braid.api.path.v1.Constraints.newBuilder()
                        .addAllExcludedProviderIds(demand.constraints().excludedProviderIds())
                        .addAllAllowedCountryCodes(demand.constraints().allowedCountryCodes()))
                .build();
    }

    static dev.braid.path.engine.Metric metric(Metric message) {
        return switch (message) {
            case METRIC_UNSPECIFIED, METRIC_LATENCY -> dev.braid.path.engine.Metric.LATENCY;
            case METRIC_PRICE -> dev.braid.path.engine.Metric.PRICE;
            case UNRECOGNIZED -> throw new IllegalArgumentException("The metric is unknown.");
        };
    }

    static Metric metric(dev.braid.path.engine.Metric metric) {
        return switch (metric) {
            case LATENCY -> Metric.METRIC_LATENCY;
            case PRICE -> Metric.METRIC_PRICE;
        };
    }
}
